# The parameter times its gradient.
# fails: train-loop-test
# hint: Your weights and biases have gradients, but they never move from 0. What does a step change,
# hint: of what, and by how much?
weights, biases = make_parameters()
parameters = [*weights[0], *weights[1], *biases]
lr = 0.5
n_epochs = 100
for epoch in range(n_epochs):
    loss = mean_loss(weights, biases)  # forward pass
    backward(loss)
    for parameter in parameters:
        parameter.data = parameter.data - lr * parameter.data * parameter.grad

    if epoch % 10 == 0:
        print(f'Epoch {epoch:02d}, Loss: {loss.data:.4f}')
