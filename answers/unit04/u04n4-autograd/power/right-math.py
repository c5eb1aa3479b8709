# With math.pow.
def power(a, n):
    value = math.pow(a.data, n)
    local_grad = n * math.pow(a.data, n - 1)
    return Value(value, parents=(a,), local_grads=(local_grad,), op=f"power {n}")
