# All features and biases in one.
# fails: linear-layer-test
# hint: You return one number for each house. Each class needs its own score, so don't add them up.
def linear_layer(X, W, b):
    return (X @ W + b).sum(axis=1)

linear_layer(three_houses, weights, biases)
