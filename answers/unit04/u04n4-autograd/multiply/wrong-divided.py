# The product divided by each: not for 0.
# fails: multiply-test
# hint: You divide the product to get a factor back, which fails at 0. Is that factor not there
# hint: already?
def multiply(a, b):
    value = a.data * b.data
    local_grads = (value / a.data, value / b.data)
    return Value(value, parents=(a, b), local_grads=local_grads, op="×")
