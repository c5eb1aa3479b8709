# The local derivative left as it was.
# fails: exp-test
def exp(a):
    value = math.exp(a.data)
    local_grad = ...
    return Value(value, parents=(a,), local_grads=(local_grad,), op="exp")
