# The derivative with respect to n.
# fails: power-test
def power(a, n):
    value = a.data ** n
    local_grad = value * math.log(abs(a.data))
    return Value(value, parents=(a,), local_grads=(local_grad,), op=f"power {n}")
