# Without the sign.
# fails: multiply-test
# hint: Your derivatives have lost their signs. If one factor is negative, which way does a nudge of
# hint: the other go?
def multiply(a, b):
    value = a.data * b.data
    local_grads = (abs(b.data), abs(a.data))
    return Value(value, parents=(a, b), local_grads=local_grads, op="×")
