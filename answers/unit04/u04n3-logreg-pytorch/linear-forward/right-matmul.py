# NumPy's function instead of the operator.
def linear_forward(X, weights, bias):
    return np.matmul(X, weights) + bias
