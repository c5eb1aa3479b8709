# The biases subtracted.
# fails: linear-layer-test
def linear_layer(X, W, b):
    return X @ W - b

linear_layer(three_houses, weights, biases)
