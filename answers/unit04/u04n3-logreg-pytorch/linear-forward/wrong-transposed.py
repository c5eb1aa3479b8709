# Weights as PyTorch stores them.
# fails: linear-forward-test
def linear_forward(X, weights, bias):
    return X @ weights.T + bias
