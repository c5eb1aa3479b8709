# Changes the biases that it was given.
# fails: linear-layer-test
def linear_layer(X, W, b):
    b += 1
    return X @ W + b - 1

linear_layer(three_houses, weights, biases)
