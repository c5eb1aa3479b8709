# New Values as parents, so that nothing flows back to a and b.
# fails: multiply-test
# hint: The parents of your result are copies, so no gradient will reach the originals. Leave the
# hint: last line as it was.
def multiply(a, b):
    value = a.data * b.data
    local_grads = (b.data, a.data)
    return Value(value, parents=(Value(a.data), Value(b.data)), local_grads=local_grads, op="×")
