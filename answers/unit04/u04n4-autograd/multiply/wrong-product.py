# The product itself.
# fails: multiply-test
# hint: You gave the product itself. How much does it grow if one factor grows by 1?
def multiply(a, b):
    value = a.data * b.data
    local_grads = (value, value)
    return Value(value, parents=(a, b), local_grads=local_grads, op="×")
