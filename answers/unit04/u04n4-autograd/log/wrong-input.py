# The input.
# fails: log-test
# hint: Your derivative is the number itself, so it gets larger. Does a logarithm grow faster or
# hint: slower for larger numbers?
def log(a):
    value = math.log(a.data)
    local_grad = a.data
    return Value(value, parents=(a,), local_grads=(local_grad,), op="log")
