# All features and biases in one.
# fails: linear-layer-test
def linear_layer(X, W, b):
    return (X @ W + b).sum(axis=1)

linear_layer(three_houses, weights, biases)
