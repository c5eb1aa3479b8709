# One by division: not for 0.
# fails: backward-test
# hint: Your start fails if the output is 0. The output's own gradient doesn't depend on its number.
def backward(output):
    """Set the gradient of every value: how fast output grows with it."""
    order = topological_order(output)
    for value in order:
        value.grad = 0.0
    output.grad = output.data / output.data
    for value in reversed(order):
        for parent, local_grad in zip(value.parents, value.local_grads):
            parent.grad = parent.grad + local_grad * value.grad
