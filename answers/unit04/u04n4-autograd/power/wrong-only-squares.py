# Right for squares alone.
# fails: power-test
def power(a, n):
    value = a.data ** n
    local_grad = 2 * a.data
    return Value(value, parents=(a,), local_grads=(local_grad,), op=f"power {n}")
