# Right for Part 1, but not for one column of weights per class.
# fails: linear-forward-test
def linear_forward(X, weights, bias):
    return (X * weights).sum(axis=1) + bias
