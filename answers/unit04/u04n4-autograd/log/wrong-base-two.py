# To the base 2.
# fails: log-test
# hint: Your logarithm has the base 2. Leave the given line as it was: it takes the natural one.
def log(a):
    value = math.log2(a.data)
    local_grad = 1 / (a.data * math.log(2))
    return Value(value, parents=(a,), local_grads=(local_grad,), op="log")
