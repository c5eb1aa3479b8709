# Whole numbers.
def add(a, b):
    value = a.data + b.data
    local_grads = (1, 1)
    return Value(value, parents=(a, b), local_grads=local_grads, op="+")
