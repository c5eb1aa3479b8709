# The last share replaces the others.
# fails: backward-twice-test
# hint: A value that is used twice keeps only its last share. What should happen to the earlier
# hint: ones?
def backward(output):
    """Set the gradient of every value: how fast output grows with it."""
    order = topological_order(output)
    for value in order:
        value.grad = 0.0
    output.grad = 1.0
    for value in reversed(order):
        for parent, local_grad in zip(value.parents, value.local_grads):
            parent.grad = local_grad * value.grad
