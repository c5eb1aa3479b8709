# A new Value as parent, so that nothing flows back to a.
# fails: log-test
def log(a):
    value = math.log(a.data)
    local_grad = 1 / a.data
    return Value(value, parents=(Value(a.data),), local_grads=(local_grad,), op="log")
