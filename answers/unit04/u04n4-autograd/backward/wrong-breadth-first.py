# Level by level from the output: some values hand on their share too early.
# fails: backward-twice-test
# hint: Some of your values hand on their gradient before they have all their shares. In which order
# hint: are they complete?
def backward(output):
    """Set the gradient of every value: how fast output grows with it."""
    order = [output]
    for value in order:
        value.grad = 0.0
        order.extend(parent for parent in value.parents if parent not in order)
    output.grad = 1.0
    for value in order:
        for parent, local_grad in zip(value.parents, value.local_grads):
            parent.grad = parent.grad + local_grad * value.grad
