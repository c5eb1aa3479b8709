# Overwrites the number in a.
# fails: log-test
# hint: You overwrite the number in an input, which others may still need. Put the result into a new
# hint: variable.
def log(a):
    local_grad = 1 / a.data
    a.data = math.log(a.data)
    return Value(a.data, parents=(a,), local_grads=(local_grad,), op="log")
