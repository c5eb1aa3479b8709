# The parents the wrong way round.
# fails: multiply-test
# hint: The parents of your product aren't a and b themselves, in this order. Leave the last line as
# hint: it was.
def multiply(a, b):
    value = a.data * b.data
    local_grads = (b.data, a.data)
    return Value(value, parents=(b, a), local_grads=local_grads, op="×")
