# An empty array.
# fails: linear-forward-test
def linear_forward(X, weights, bias):
    return np.empty((0, 1))
