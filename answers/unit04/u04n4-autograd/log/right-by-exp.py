# By way of exp.
def log(a):
    value = math.log(a.data)
    local_grad = math.exp(-value)
    return Value(value, parents=(a,), local_grads=(local_grad,), op="log")
