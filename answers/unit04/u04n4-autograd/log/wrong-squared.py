# The derivative of one over it.
# fails: log-test
# hint: Your derivative falls too fast for large numbers. Which function has the derivative that you
# hint: gave?
def log(a):
    value = math.log(a.data)
    local_grad = 1 / a.data ** 2
    return Value(value, parents=(a,), local_grads=(local_grad,), op="log")
