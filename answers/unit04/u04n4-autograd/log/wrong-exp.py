# The derivative of exp.
# fails: log-test
# hint: You gave the derivative of exp, which is log's inverse. Does a logarithm grow faster or
# hint: slower for larger numbers?
def log(a):
    value = math.log(a.data)
    local_grad = math.exp(a.data)
    return Value(value, parents=(a,), local_grads=(local_grad,), op="log")
