# Starts with 0.
# fails: backward-test, backward-twice-test
# hint: You start with 0, so nothing can arrive anywhere. How fast does the output grow with itself?
def backward(output):
    """Set the gradient of every value: how fast output grows with it."""
    order = topological_order(output)
    for value in order:
        value.grad = 0.0
    output.grad = 0.0
    for value in reversed(order):
        for parent, local_grad in zip(value.parents, value.local_grads):
            parent.grad = parent.grad + local_grad * value.grad
