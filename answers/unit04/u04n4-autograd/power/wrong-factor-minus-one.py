# The factor lost one, too.
# fails: power-test
def power(a, n):
    value = a.data ** n
    local_grad = (n - 1) * a.data ** (n - 1)
    return Value(value, parents=(a,), local_grads=(local_grad,), op=f"power {n}")
