# An epoch more.
# fails: train-loop-test
# hint: You took a step too many. Leave the number of epochs as it was.
weights, biases = make_parameters()
parameters = [*weights[0], *weights[1], *biases]
lr = 0.5
n_epochs = 101
for epoch in range(n_epochs):
    loss = mean_loss(weights, biases)  # forward pass
    backward(loss)
    for parameter in parameters:  # one step for each
        parameter.data = parameter.data - lr * parameter.grad

    if epoch % 10 == 0:
        print(f'Epoch {epoch:02d}, Loss: {loss.data:.4f}')
