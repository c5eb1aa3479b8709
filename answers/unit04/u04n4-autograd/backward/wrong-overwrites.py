# Overwrites the numbers, too.
# fails: backward-test
# hint: Your pass changes the numbers in the values. Change nothing but gradients.
def backward(output):
    """Set the gradient of every value: how fast output grows with it."""
    order = topological_order(output)
    for value in order:
        value.grad = 0.0
    output.grad = 1.0
    for value in reversed(order):
        for parent, local_grad in zip(value.parents, value.local_grads):
            parent.grad = parent.grad + local_grad * value.grad
            parent.data = parent.grad
