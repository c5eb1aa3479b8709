# Right for Part 1, but not for one column of weights per class.
# fails: linear-forward-test
# hint: Your product is right for one column of weights, but not for several. Which product works for
# hint: both?
def linear_forward(X, weights, bias):
    return (X * weights).sum(axis=1) + bias
