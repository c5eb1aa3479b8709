# Changes the biases that it was given.
# fails: linear-layer-test
# hint: Your scores are right, but b has changed after the call. Compute a new array and leave the
# hint: arguments alone.
def linear_layer(X, W, b):
    b += 1
    return X @ W + b - 1

linear_layer(three_houses, weights, biases)
