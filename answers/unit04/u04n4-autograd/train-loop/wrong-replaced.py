# The step instead of what it leads to.
# fails: train-loop-test
# hint: Each of your steps forgets the ones before it. Where should a step start from?
weights, biases = make_parameters()
parameters = [*weights[0], *weights[1], *biases]
lr = 0.5
n_epochs = 100
for epoch in range(n_epochs):
    loss = mean_loss(weights, biases)  # forward pass
    backward(loss)
    for parameter in parameters:
        parameter.data = -lr * parameter.grad

    if epoch % 10 == 0:
        print(f'Epoch {epoch:02d}, Loss: {loss.data:.4f}')
