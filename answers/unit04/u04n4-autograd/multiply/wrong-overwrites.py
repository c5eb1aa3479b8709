# Overwrites the number in a.
# fails: multiply-test
def multiply(a, b):
    local_grads = (b.data, a.data)
    a.data *= b.data
    return Value(a.data, parents=(a, b), local_grads=local_grads, op="×")
