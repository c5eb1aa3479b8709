# The numbers get names first.
def multiply(a, b):
    x, y = a.data, b.data
    return Value(x * y, parents=(a, b), local_grads=(y, x), op="×")
