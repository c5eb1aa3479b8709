# One for both.
# fails: add-test
def add(a, b):
    value = a.data + b.data
    local_grads = 1.0
    return Value(value, parents=(a, b), local_grads=local_grads, op="+")
