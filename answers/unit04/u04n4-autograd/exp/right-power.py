# A power of e.
def exp(a):
    value = math.e ** a.data
    local_grad = math.e ** a.data
    return Value(value, parents=(a,), local_grads=(local_grad,), op="exp")
