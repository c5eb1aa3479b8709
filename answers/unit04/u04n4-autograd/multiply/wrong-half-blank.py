# The local derivatives left as they were.
# fails: multiply-test
# hint: A blank is still empty. Nudge one factor: what is the nudge multiplied by?
def multiply(a, b):
    value = a.data * b.data
    local_grads = (..., ...)
    return Value(value, parents=(a, b), local_grads=local_grads, op="×")
