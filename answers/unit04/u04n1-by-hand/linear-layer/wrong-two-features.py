# Counts on two features.
# fails: linear-layer-test
# hint: You use only the first two features. Try your function with houses that have four features.
def linear_layer(X, W, b):
    return np.outer(X[:, 0], W[0]) + np.outer(X[:, 1], W[1]) + b

linear_layer(three_houses, weights, biases)
