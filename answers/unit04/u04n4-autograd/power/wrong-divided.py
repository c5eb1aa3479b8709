# The power divided by its base: not for 0.
# fails: power-test
def power(a, n):
    value = a.data ** n
    local_grad = n * value / a.data
    return Value(value, parents=(a,), local_grads=(local_grad,), op=f"power {n}")
