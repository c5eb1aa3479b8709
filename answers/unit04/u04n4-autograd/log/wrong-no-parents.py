# Without parents.
# fails: log-test
# hint: Your result has no parents, so no gradient will flow back from it. Leave the last line as it
# hint: was.
def log(a):
    value = math.log(a.data)
    local_grad = 1 / a.data
    return Value(value, parents=(), local_grads=(local_grad,), op="log")
