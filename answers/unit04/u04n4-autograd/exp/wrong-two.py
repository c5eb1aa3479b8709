# A power of 2.
# fails: exp-test
def exp(a):
    value = 2 ** a.data
    local_grad = 2 ** a.data
    return Value(value, parents=(a,), local_grads=(local_grad,), op="exp")
