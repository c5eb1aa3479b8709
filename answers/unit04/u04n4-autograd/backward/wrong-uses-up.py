# Sets each gradient back to 0 once it is handed on.
# fails: backward-test, backward-twice-test
# hint: In the end, only the output has a gradient; all others are 0. Whose gradient is handed back,
# hint: and does it stay?
def backward(output):
    """Set the gradient of every value: how fast output grows with it."""
    order = topological_order(output)
    for value in order:
        value.grad = 0.0
    output.grad = 1.0
    for value in reversed(order):
        for parent, local_grad in zip(value.parents, value.local_grads):
            parent.grad = parent.grad + local_grad * value.grad
        if value is not output:
            value.grad = 0.0
