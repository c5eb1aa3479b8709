# Another learning rate.
# fails: train-loop-test
# hint: Your steps are shorter than they should be. Leave the learning rate as it was.
weights, biases = make_parameters()
parameters = [*weights[0], *weights[1], *biases]
lr = 0.1
n_epochs = 100
for epoch in range(n_epochs):
    loss = mean_loss(weights, biases)  # forward pass
    backward(loss)
    for parameter in parameters:
        parameter.data = parameter.data - lr * parameter.grad

    if epoch % 10 == 0:
        print(f'Epoch {epoch:02d}, Loss: {loss.data:.4f}')
