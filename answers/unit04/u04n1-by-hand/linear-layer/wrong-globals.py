# The three houses, whatever it is given.
# fails: linear-layer-test
def linear_layer(X, W, b):
    return three_houses @ weights + biases

linear_layer(three_houses, weights, biases)
