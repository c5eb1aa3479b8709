# Without parents.
# fails: multiply-test
# hint: Your result has no parents, so no gradient will flow back from it. Leave the last line as it
# hint: was.
def multiply(a, b):
    value = a.data * b.data
    local_grads = (b.data, a.data)
    return Value(value, parents=(), local_grads=local_grads, op="×")
