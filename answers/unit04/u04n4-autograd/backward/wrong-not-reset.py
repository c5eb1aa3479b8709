# Gradients of earlier calls stay.
# fails: backward-test, backward-twice-test
# hint: Your gradients grow from call to call. What must happen to the old ones first?
def backward(output):
    """Set the gradient of every value: how fast output grows with it."""
    order = topological_order(output)
    output.grad = 1.0
    for value in reversed(order):
        for parent, local_grad in zip(value.parents, value.local_grads):
            parent.grad = parent.grad + local_grad * value.grad
