# Left as it was.
# fails: log-test
# hint: A blank is still empty. Nudge the input by a little: how much further does the result move?
def log(a):
    value = math.log(a.data)
    local_grad = ...
    return Value(value, parents=(a,), local_grads=(local_grad,), op="log")
