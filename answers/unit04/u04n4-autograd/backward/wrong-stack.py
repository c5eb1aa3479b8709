# Hands on all that a value holds at every visit, so that some counts twice.
# fails: backward-twice-test
# hint: Some of your values hand on a share more than once. When does a value know all that it
# hint: should hand on?
def backward(output):
    """Set the gradient of every value: how fast output grows with it."""
    for value in topological_order(output):
        value.grad = 0.0
    output.grad = 1.0
    waiting = [output]
    while waiting:
        value = waiting.pop()
        for parent, local_grad in zip(value.parents, value.local_grads):
            parent.grad = parent.grad + local_grad * value.grad
            if parent not in waiting:
                waiting.append(parent)
