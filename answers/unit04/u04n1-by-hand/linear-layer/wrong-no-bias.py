# Without the biases.
# fails: linear-layer-test
def linear_layer(X, W, b):
    return X @ W

linear_layer(three_houses, weights, biases)
