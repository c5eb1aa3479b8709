# A Value instead of a number.
# fails: power-test
def power(a, n):
    value = a.data ** n
    local_grad = a
    return Value(value, parents=(a,), local_grads=(local_grad,), op=f"power {n}")
