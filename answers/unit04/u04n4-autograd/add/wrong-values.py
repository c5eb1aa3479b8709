# Values instead of numbers.
# fails: add-test
def add(a, b):
    value = a.data + b.data
    local_grads = (a, b)
    return Value(value, parents=(a, b), local_grads=local_grads, op="+")
