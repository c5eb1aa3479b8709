# Checks what it is given.
def multiply(a, b):
    assert isinstance(a, Value) and isinstance(b, Value)
    value = a.data * b.data
    local_grads = (b.data, a.data)
    return Value(value, parents=(a, b), local_grads=local_grads, op="×")
