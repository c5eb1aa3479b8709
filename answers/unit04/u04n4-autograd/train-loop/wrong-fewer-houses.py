# Replaces the houses by three of them, and trains on these.
# fails: train-loop-test
# hint: Your parameters have learned from some of the houses only. Leave houses and labels as they
# hint: were.
houses, labels = houses[::2], labels[::2]
weights, biases = make_parameters()
parameters = [*weights[0], *weights[1], *biases]
lr = 0.5
n_epochs = 100
for epoch in range(n_epochs):
    loss = mean_loss(weights, biases)  # forward pass
    backward(loss)
    for parameter in parameters:  # one step for each
        parameter.data = parameter.data - lr * parameter.grad

    if epoch % 10 == 0:
        print(f'Epoch {epoch:02d}, Loss: {loss.data:.4f}')
