# Rounded to classes already.
# fails: linear-forward-test
def linear_forward(X, weights, bias):
    return (X @ weights + bias).round()
