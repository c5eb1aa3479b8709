# The exponent stayed.
# fails: power-test
def power(a, n):
    value = a.data ** n
    local_grad = n * a.data ** n
    return Value(value, parents=(a,), local_grads=(local_grad,), op=f"power {n}")
