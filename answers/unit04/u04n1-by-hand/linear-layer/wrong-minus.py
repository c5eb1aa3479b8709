# The biases subtracted.
# fails: linear-layer-test
# hint: You subtract the biases. Compare the sign with the formula in Part 1.
def linear_layer(X, W, b):
    return X @ W - b

linear_layer(three_houses, weights, biases)
