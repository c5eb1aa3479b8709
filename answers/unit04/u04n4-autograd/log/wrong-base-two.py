# To the base 2.
# fails: log-test
def log(a):
    value = math.log2(a.data)
    local_grad = 1 / (a.data * math.log(2))
    return Value(value, parents=(a,), local_grads=(local_grad,), op="log")
