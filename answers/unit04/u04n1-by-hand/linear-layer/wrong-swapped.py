# The factors in the wrong order.
# fails: linear-layer-test
def linear_layer(X, W, b):
    return W @ X + b

linear_layer(three_houses, weights, biases)
