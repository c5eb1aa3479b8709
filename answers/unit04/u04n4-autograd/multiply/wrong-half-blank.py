# The local derivatives left as they were.
# fails: multiply-test
def multiply(a, b):
    value = a.data * b.data
    local_grads = (..., ...)
    return Value(value, parents=(a, b), local_grads=local_grads, op="×")
