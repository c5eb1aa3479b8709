# Negative scores cut off.
# fails: linear-forward-test
def linear_forward(X, weights, bias):
    return np.maximum(X @ weights + bias, 0)
