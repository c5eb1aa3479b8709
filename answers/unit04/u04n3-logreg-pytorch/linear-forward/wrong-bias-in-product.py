# The bias is added to the weights.
# fails: linear-forward-test
def linear_forward(X, weights, bias):
    return X @ (weights + bias)
