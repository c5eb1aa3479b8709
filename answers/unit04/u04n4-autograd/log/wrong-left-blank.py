# Left as it was.
# fails: log-test
def log(a):
    value = math.log(a.data)
    local_grad = ...
    return Value(value, parents=(a,), local_grads=(local_grad,), op="log")
