# The factors in the wrong order.
# fails: linear-layer-test
def linear_layer(X, W, b):
    return W @ X + b

three_houses = np.array([[2.0, -1.0], [0.0, 0.0], [-1.0, 1.0]])
weights = np.array([[0.5, 1.0, -1.0], [0.0, 0.5, -0.5]])
biases = np.array([0.0, 0.5, 0.5])
linear_layer(three_houses, weights, biases)
