# The input instead of the result.
# fails: exp-test
def exp(a):
    value = math.exp(a.data)
    local_grad = a.data
    return Value(value, parents=(a,), local_grads=(local_grad,), op="exp")
