# With a minus.
# fails: log-test
# hint: Your derivative is negative. Does a logarithm grow or shrink when its number grows?
def log(a):
    value = math.log(a.data)
    local_grad = -1 / a.data
    return Value(value, parents=(a,), local_grads=(local_grad,), op="log")
