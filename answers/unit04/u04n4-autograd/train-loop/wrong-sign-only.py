# The sign of the gradient alone.
# fails: train-loop-test
# hint: All your steps are of the same length. A step should be long where the slope is steep.
weights, biases = make_parameters()
parameters = [*weights[0], *weights[1], *biases]
lr = 0.5
n_epochs = 100
for epoch in range(n_epochs):
    loss = mean_loss(weights, biases)  # forward pass
    backward(loss)
    for parameter in parameters:
        parameter.data = parameter.data - lr * (1 if parameter.grad > 0 else -1)

    if epoch % 10 == 0:
        print(f'Epoch {epoch:02d}, Loss: {loss.data:.4f}')
