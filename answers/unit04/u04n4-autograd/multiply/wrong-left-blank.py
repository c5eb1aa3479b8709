# Left as it was.
# fails: multiply-test
def multiply(a, b):
    value = ...
    local_grads = (..., ...)
    return Value(value, parents=(a, b), local_grads=local_grads, op="×")
