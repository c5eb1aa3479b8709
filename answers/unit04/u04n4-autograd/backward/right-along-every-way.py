# Along each way from the output to a value: slow, but the same.
def backward(output):
    """Set the gradient of every value: how fast output grows with it."""
    for value in topological_order(output):
        value.grad = 0.0

    def hand_on(value, share):
        value.grad += share
        for parent, local_grad in zip(value.parents, value.local_grads):
            hand_on(parent, share * local_grad)

    hand_on(output, 1.0)
