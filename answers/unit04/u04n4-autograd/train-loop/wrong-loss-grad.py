# The gradient of the loss in place of the parameter's: 1 for all.
# fails: train-loop-test
# hint: All your parameters take the same step. Which number does each of them have of its own?
weights, biases = make_parameters()
parameters = [*weights[0], *weights[1], *biases]
lr = 0.5
n_epochs = 100
for epoch in range(n_epochs):
    loss = mean_loss(weights, biases)  # forward pass
    backward(loss)
    for parameter in parameters:  # one step for each
        parameter.data = parameter.data - lr * loss.grad

    if epoch % 10 == 0:
        print(f'Epoch {epoch:02d}, Loss: {loss.data:.4f}')
