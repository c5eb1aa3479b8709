# The factor n is missing.
# fails: power-test
def power(a, n):
    value = a.data ** n
    local_grad = a.data ** (n - 1)
    return Value(value, parents=(a,), local_grads=(local_grad,), op=f"power {n}")
