# Without the biases.
# fails: linear-layer-test
# hint: You return the matrix product alone. What does the formula add to it?
def linear_layer(X, W, b):
    return X @ W

linear_layer(three_houses, weights, biases)
