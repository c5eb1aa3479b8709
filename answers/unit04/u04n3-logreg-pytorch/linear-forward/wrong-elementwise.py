# Right for Part 1, but not for one column of weights per class.
# fails: linear-forward-test
# hint: You are right for one column of weights, but not for several. Which product works for both?
def linear_forward(X, weights, bias):
    return (X * weights).sum(axis=1) + bias
