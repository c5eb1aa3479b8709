# To the base 10.
# fails: log-test
def log(a):
    value = math.log10(a.data)
    local_grad = 1 / (a.data * math.log(10))
    return Value(value, parents=(a,), local_grads=(local_grad,), op="log")
