# One over the result.
# fails: log-test
# hint: You divided by the result. What matters is the number that goes in.
def log(a):
    value = math.log(a.data)
    local_grad = 1 / value
    return Value(value, parents=(a,), local_grads=(local_grad,), op="log")
