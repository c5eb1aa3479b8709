# The first blank left as it was.
# fails: backward-test, backward-twice-test
# hint: A blank is still empty. It is the first one: how fast does the output grow with itself?
def backward(output):
    """Set the gradient of every value: how fast output grows with it."""
    order = topological_order(output)
    for value in order:
        value.grad = 0.0
    output.grad = ...
    for value in reversed(order):
        for parent, local_grad in zip(value.parents, value.local_grads):
            parent.grad = parent.grad + local_grad * value.grad
