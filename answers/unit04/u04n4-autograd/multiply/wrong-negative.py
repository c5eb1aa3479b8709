# The sign turned.
# fails: multiply-test
# hint: Your derivatives have the wrong signs. If both factors are positive, does a product grow or
# hint: shrink with them?
def multiply(a, b):
    value = a.data * b.data
    local_grads = (-b.data, -a.data)
    return Value(value, parents=(a, b), local_grads=local_grads, op="×")
