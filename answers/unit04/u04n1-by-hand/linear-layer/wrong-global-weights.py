# Weights from outside.
# fails: linear-layer-test
def linear_layer(X, W, b):
    return X @ weights + b

linear_layer(three_houses, weights, biases)
