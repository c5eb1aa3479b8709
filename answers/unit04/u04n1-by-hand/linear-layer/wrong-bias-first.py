# The biases added too early.
# fails: linear-layer-test
# hint: Your biases get multiplied by the features. In the formula, which comes first: the product
# hint: or the sum?
def linear_layer(X, W, b):
    return X @ (W + b)

linear_layer(three_houses, weights, biases)
