# Handed on as it is, without the local derivative.
# fails: backward-test, backward-twice-test
# hint: You hand on the gradient as it is. How much faster or slower is this step of the chain?
def backward(output):
    """Set the gradient of every value: how fast output grows with it."""
    order = topological_order(output)
    for value in order:
        value.grad = 0.0
    output.grad = 1.0
    for value in reversed(order):
        for parent, local_grad in zip(value.parents, value.local_grads):
            parent.grad = parent.grad + value.grad
