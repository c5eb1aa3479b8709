# Left as it was.
# fails: linear-layer-test
def linear_layer(X, W, b):
    return ...

linear_layer(three_houses, weights, biases)
