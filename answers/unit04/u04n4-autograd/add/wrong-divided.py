# One by division: not for 0.
# fails: add-test
def add(a, b):
    value = a.data + b.data
    local_grads = (a.data / a.data, b.data / b.data)
    return Value(value, parents=(a, b), local_grads=local_grads, op="+")
