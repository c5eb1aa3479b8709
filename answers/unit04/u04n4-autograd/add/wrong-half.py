# Shared out.
# fails: add-test
def add(a, b):
    value = a.data + b.data
    local_grads = (0.5, 0.5)
    return Value(value, parents=(a, b), local_grads=local_grads, op="+")
