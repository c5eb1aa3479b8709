# Of the wrong sign.
# fails: exp-test
def exp(a):
    value = math.exp(-a.data)
    local_grad = -math.exp(-a.data)
    return Value(value, parents=(a,), local_grads=(local_grad,), op="exp")
