# A new Value as parent, so that nothing flows back to a.
# fails: relu-test
# hint: The parents of your result are copies, so no gradient will reach the originals. Leave the
# hint: last line as it was.
def relu(a):
    value = max(0.0, a.data)
    local_grad = 1.0 if a.data > 0 else 0.0
    return Value(value, parents=(Value(a.data),), local_grads=(local_grad,), op="ReLU")
