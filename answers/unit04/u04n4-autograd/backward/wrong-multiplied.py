# Shares are multiplied.
# fails: backward-twice-test
# hint: You multiply the shares of a value that is used twice. Read again what becomes of two
# hint: shares.
def backward(output):
    """Set the gradient of every value: how fast output grows with it."""
    order = topological_order(output)
    for value in order:
        value.grad = 0.0
    output.grad = 1.0
    for value in reversed(order):
        for parent, local_grad in zip(value.parents, value.local_grads):
            parent.grad = (parent.grad or 1.0) * local_grad * value.grad
