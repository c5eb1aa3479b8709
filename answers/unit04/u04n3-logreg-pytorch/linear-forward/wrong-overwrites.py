# Changes the data.
# fails: linear-forward-test
def linear_forward(X, weights, bias):
    X *= 1.0
    X += 1.0
    X -= 0.5
    return X @ weights + bias
