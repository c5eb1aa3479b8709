# The parents the wrong way round.
# fails: multiply-test
def multiply(a, b):
    value = a.data * b.data
    local_grads = (b.data, a.data)
    return Value(value, parents=(b, a), local_grads=local_grads, op="×")
