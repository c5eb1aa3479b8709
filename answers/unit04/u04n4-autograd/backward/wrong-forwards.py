# From the start to the end.
# fails: backward-test, backward-twice-test
# hint: You go through the values from the start, when they have no shares yet. Where does the
# hint: gradient come from?
def backward(output):
    """Set the gradient of every value: how fast output grows with it."""
    order = topological_order(output)
    for value in order:
        value.grad = 0.0
    output.grad = 1.0
    for value in order:
        for parent, local_grad in zip(value.parents, value.local_grads):
            parent.grad = parent.grad + local_grad * value.grad
