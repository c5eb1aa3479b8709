# Overwrites the number in a.
# fails: log-test
def log(a):
    local_grad = 1 / a.data
    a.data = math.log(a.data)
    return Value(a.data, parents=(a,), local_grads=(local_grad,), op="log")
