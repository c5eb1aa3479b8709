# Overwrites the number in a.
# fails: multiply-test
# hint: You overwrite the number in an input, which others may still need. Put the result into a new
# hint: variable.
def multiply(a, b):
    local_grads = (b.data, a.data)
    a.data *= b.data
    return Value(a.data, parents=(a, b), local_grads=local_grads, op="×")
