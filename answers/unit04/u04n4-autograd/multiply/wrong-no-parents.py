# Without parents.
# fails: multiply-test
def multiply(a, b):
    value = a.data * b.data
    local_grads = (b.data, a.data)
    return Value(value, parents=(), local_grads=local_grads, op="×")
