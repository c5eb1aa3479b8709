# Checks what it is given.
def log(a):
    if not isinstance(a, Value):
        raise TypeError("log takes a Value")
    value = math.log(a.data)
    local_grad = 1.0 / a.data
    return Value(value, parents=(a,), local_grads=(local_grad,), op="log")
