# The factors are swapped.
# fails: linear-forward-test
def linear_forward(X, weights, bias):
    return weights @ X + bias
