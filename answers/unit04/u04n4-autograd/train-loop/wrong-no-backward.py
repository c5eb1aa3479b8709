# No backward pass.
# fails: train-loop-test
# hint: Your parameters and their gradients are all still 0. Which pass must come before a step? (Or
# hint: has the loop stopped?)
weights, biases = make_parameters()
parameters = [*weights[0], *weights[1], *biases]
lr = 0.5
n_epochs = 100
for epoch in range(n_epochs):
    loss = mean_loss(weights, biases)  # forward pass
    ...
    for parameter in parameters:
        parameter.data = parameter.data - lr * parameter.grad

    if epoch % 10 == 0:
        print(f'Epoch {epoch:02d}, Loss: {loss.data:.4f}')
