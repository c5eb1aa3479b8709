# The derivative of one over it.
# fails: log-test
def log(a):
    value = math.log(a.data)
    local_grad = 1 / a.data ** 2
    return Value(value, parents=(a,), local_grads=(local_grad,), op="log")
