# Counts on three houses.
# fails: linear-layer-test
def linear_layer(X, W, b):
    return np.stack([X[i] @ W + b for i in range(3)])

linear_layer(three_houses, weights, biases)
