# The same one for both.
# fails: multiply-test
# hint: You gave both factors the same derivative. Nudge each of them in turn: what is the nudge
# hint: multiplied by?
def multiply(a, b):
    value = a.data * b.data
    local_grads = (b.data, b.data)
    return Value(value, parents=(a, b), local_grads=local_grads, op="×")
