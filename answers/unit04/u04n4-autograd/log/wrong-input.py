# The input.
# fails: log-test
def log(a):
    value = math.log(a.data)
    local_grad = a.data
    return Value(value, parents=(a,), local_grads=(local_grad,), op="log")
