# The parents the wrong way round.
# fails: multiply-test
# hint: The parents of your product are in the other order, so each gets the other's share. Leave
# hint: the last line as it was.
def multiply(a, b):
    value = a.data * b.data
    local_grads = (b.data, a.data)
    return Value(value, parents=(b, a), local_grads=local_grads, op="×")
