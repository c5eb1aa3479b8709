# Negative scores cut off.
# fails: linear-forward-test
# hint: Your predictions never fall below zero. Let them: a linear model returns them as they are.
def linear_forward(X, weights, bias):
    return np.maximum(X @ weights + bias, 0)
