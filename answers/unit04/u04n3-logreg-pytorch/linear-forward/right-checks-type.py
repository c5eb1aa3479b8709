# Checks what it is given.
def linear_forward(X, weights, bias):
    assert isinstance(X, np.ndarray) and X.ndim == 2
    return X @ weights + bias
