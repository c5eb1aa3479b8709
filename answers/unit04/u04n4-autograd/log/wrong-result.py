# The result, as for exp.
# fails: log-test
# hint: You gave the result, as is right for exp. Look up how fast a logarithm grows.
def log(a):
    value = math.log(a.data)
    local_grad = value
    return Value(value, parents=(a,), local_grads=(local_grad,), op="log")
