# A nonlinearity behind it.
# fails: linear-layer-test
def linear_layer(X, W, b):
    return np.maximum(X @ W + b, 0)

linear_layer(three_houses, weights, biases)
