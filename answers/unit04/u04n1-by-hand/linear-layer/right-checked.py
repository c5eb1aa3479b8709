# Checks what it is given.
def linear_layer(X, W, b):
    assert isinstance(X, np.ndarray) and X.ndim == 2 and W.shape == (X.shape[1], b.size)
    return X @ W + b

linear_layer(three_houses, weights, biases)
