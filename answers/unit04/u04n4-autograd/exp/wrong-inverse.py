# Upside down.
# fails: exp-test
def exp(a):
    value = math.exp(a.data)
    local_grad = 1 / value
    return Value(value, parents=(a,), local_grads=(local_grad,), op="exp")
