# Left as it was.
# fails: add-test
def add(a, b):
    value = a.data + b.data
    local_grads = (..., ...)
    return Value(value, parents=(a, b), local_grads=local_grads, op="+")
