# One of the two blanks left.
# fails: multiply-test
def multiply(a, b):
    value = a.data * b.data
    local_grads = (b.data, ...)
    return Value(value, parents=(a, b), local_grads=local_grads, op="×")
