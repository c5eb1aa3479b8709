# A Value instead of a number.
# fails: log-test
def log(a):
    value = math.log(a.data)
    local_grad = a
    return Value(value, parents=(a,), local_grads=(local_grad,), op="log")
