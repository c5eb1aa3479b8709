# Only one.
# fails: multiply-test
# hint: You gave one derivative. A product has two factors, and each needs its own.
def multiply(a, b):
    value = a.data * b.data
    local_grads = (b.data,)
    return Value(value, parents=(a, b), local_grads=local_grads, op="×")
