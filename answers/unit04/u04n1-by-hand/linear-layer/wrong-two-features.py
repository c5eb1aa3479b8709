# Counts on two features.
# fails: linear-layer-test
def linear_layer(X, W, b):
    return np.outer(X[:, 0], W[0]) + np.outer(X[:, 1], W[1]) + b

three_houses = np.array([[2.0, -1.0], [0.0, 0.0], [-1.0, 1.0]])
weights = np.array([[0.5, 1.0, -1.0], [0.0, 0.5, -0.5]])
biases = np.array([0.0, 0.5, 0.5])
linear_layer(three_houses, weights, biases)
