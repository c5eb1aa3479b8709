# Left as it was.
# fails: linear-forward-test
def linear_forward(X, weights, bias):
    return ...
