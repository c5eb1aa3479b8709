# A list of rows.
# fails: linear-layer-test
def linear_layer(X, W, b):
    return [list(x @ W + b) for x in X]

linear_layer(three_houses, weights, biases)
