# The factors in another order.
def multiply(a, b):
    value = b.data * a.data
    local_grads = (b.data, a.data)
    return Value(value, parents=(a, b), local_grads=local_grads, op="×")
