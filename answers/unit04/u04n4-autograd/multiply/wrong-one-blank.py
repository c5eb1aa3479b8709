# One of the two blanks left.
# fails: multiply-test
# hint: A blank is still empty. It is one of the two: nudge that factor, and see what the nudge is
# hint: multiplied by.
def multiply(a, b):
    value = a.data * b.data
    local_grads = (b.data, ...)
    return Value(value, parents=(a, b), local_grads=local_grads, op="×")
