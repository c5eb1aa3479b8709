# Values instead of numbers.
# fails: train-loop-test
# hint: You put a Value where a parameter keeps its number. What does a Value keep besides its
# hint: gradient?
weights, biases = make_parameters()
parameters = [*weights[0], *weights[1], *biases]
lr = 0.5
n_epochs = 100
for epoch in range(n_epochs):
    loss = mean_loss(weights, biases)  # forward pass
    backward(loss)
    for parameter in parameters:  # one step for each
        parameter.data = parameter - lr * parameter.grad

    if epoch % 10 == 0:
        print(f'Epoch {epoch:02d}, Loss: {loss.data:.4f}')
