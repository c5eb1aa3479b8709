# The local derivative left as it was.
# fails: power-test
def power(a, n):
    value = a.data ** n
    local_grad = ...
    return Value(value, parents=(a,), local_grads=(local_grad,), op=f"power {n}")
