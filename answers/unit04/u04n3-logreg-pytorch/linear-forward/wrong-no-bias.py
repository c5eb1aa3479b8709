# The bias is missing.
# fails: linear-forward-test
def linear_forward(X, weights, bias):
    return X @ weights
