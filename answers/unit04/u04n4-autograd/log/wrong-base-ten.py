# To the base 10.
# fails: log-test
# hint: Your logarithm has the base 10. Leave the given line as it was: it takes the natural one.
def log(a):
    value = math.log10(a.data)
    local_grad = 1 / (a.data * math.log(10))
    return Value(value, parents=(a,), local_grads=(local_grad,), op="log")
