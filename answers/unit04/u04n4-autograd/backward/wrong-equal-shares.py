# Equal shares count once.
# fails: backward-twice-test
# hint: Two equal shares count only once in your sum. Both count, whatever they are.
def backward(output):
    """Set the gradient of every value: how fast output grows with it."""
    order = topological_order(output)
    for value in order:
        value.grad = 0.0
    output.grad = 1.0
    for value in reversed(order):
        for parent, local_grad in zip(value.parents, value.local_grads):
            parent.grad += local_grad * value.grad if parent.grad != local_grad * value.grad else 0
