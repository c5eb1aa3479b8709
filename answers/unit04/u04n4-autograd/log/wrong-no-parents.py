# Without parents.
# fails: log-test
def log(a):
    value = math.log(a.data)
    local_grad = 1 / a.data
    return Value(value, parents=(), local_grads=(local_grad,), op="log")
