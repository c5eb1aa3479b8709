# Added instead of multiplied.
# fails: multiply-test
# hint: Your result is a sum. The given line multiplies the two numbers: leave it as it was.
def multiply(a, b):
    value = a.data + b.data
    local_grads = (b.data, a.data)
    return Value(value, parents=(a, b), local_grads=local_grads, op="×")
