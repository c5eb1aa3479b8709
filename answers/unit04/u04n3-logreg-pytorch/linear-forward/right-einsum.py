# Einstein's sum.
def linear_forward(X, weights, bias):
    return np.einsum("nf,f...->n...", X, weights) + bias
