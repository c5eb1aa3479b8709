# A power of −1.
def log(a):
    value = math.log(a.data)
    local_grad = a.data ** -1
    return Value(value, parents=(a,), local_grads=(local_grad,), op="log")
