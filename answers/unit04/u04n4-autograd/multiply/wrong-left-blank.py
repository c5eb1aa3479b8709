# Left as it was.
# fails: multiply-test
# hint: A blank is still empty. Nudge one factor: what is the nudge multiplied by?
def multiply(a, b):
    value = ...
    local_grads = (..., ...)
    return Value(value, parents=(a, b), local_grads=local_grads, op="×")
