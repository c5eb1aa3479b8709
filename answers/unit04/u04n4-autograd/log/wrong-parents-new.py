# A new Value as parent, so that nothing flows back to a.
# fails: log-test
# hint: The parents of your result are copies, so no gradient will reach the originals. Leave the
# hint: last line as it was.
def log(a):
    value = math.log(a.data)
    local_grad = 1 / a.data
    return Value(value, parents=(Value(a.data),), local_grads=(local_grad,), op="log")
