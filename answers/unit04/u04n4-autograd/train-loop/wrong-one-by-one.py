# A new forward and backward pass for each parameter, after the others have moved.
# fails: train-loop-test
# hint: Your gradients change while the parameters move. How often does an epoch go forward and
# hint: backward?
weights, biases = make_parameters()
parameters = [*weights[0], *weights[1], *biases]
lr = 0.5
n_epochs = 100
for epoch in range(n_epochs):
    loss = mean_loss(weights, biases)  # forward pass
    pass
    for parameter in parameters:  # one step for each
        backward(mean_loss(weights, biases))
        parameter.data = parameter.data - lr * parameter.grad

    if epoch % 10 == 0:
        print(f'Epoch {epoch:02d}, Loss: {loss.data:.4f}')
