# Without zip.
def backward(output):
    order = topological_order(output)
    for value in order:
        value.grad = 0.0
    output.grad = 1.0
    while order:
        value = order.pop()
        for i, parent in enumerate(value.parents):
            parent.grad += value.local_grads[i] * value.grad
