# Never above 1.
# fails: log-test
# hint: Your derivative never goes above 1. Close to 0, a logarithm grows faster than that.
def log(a):
    value = math.log(a.data)
    local_grad = min(1.0, 1 / a.data)
    return Value(value, parents=(a,), local_grads=(local_grad,), op="log")
