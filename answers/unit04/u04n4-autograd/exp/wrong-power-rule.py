# The rule for powers.
# fails: exp-test
def exp(a):
    value = math.exp(a.data)
    local_grad = a.data * math.exp(a.data - 1)
    return Value(value, parents=(a,), local_grads=(local_grad,), op="exp")
