# A parent too many.
# fails: multiply-test
# hint: Your product has a parent too many. Leave the last line as it was.
def multiply(a, b):
    value = a.data * b.data
    local_grads = (b.data, a.data)
    return Value(value, parents=(a, b, b), local_grads=local_grads, op="×")
