# Multiplied, but not added up.
# fails: linear-forward-test
def linear_forward(X, weights, bias):
    return X * weights + bias
