# The rule of the sum.
# fails: multiply-test
# hint: Your derivatives are those of a sum. In a product, a nudge of one factor is multiplied: by
# hint: what?
def multiply(a, b):
    value = a.data * b.data
    local_grads = (1.0, 1.0)
    return Value(value, parents=(a, b), local_grads=local_grads, op="×")
