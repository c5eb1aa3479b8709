# Number by number.
# fails: linear-layer-test
# hint: You multiply number by number, which needs equal shapes. Which product sums over the
# hint: features?
def linear_layer(X, W, b):
    return X * W + b

linear_layer(three_houses, weights, biases)
