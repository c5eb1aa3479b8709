# Changes the data.
# fails: linear-forward-test
# hint: Your function changes an array that it was given. Which operation of yours works in place,
# hint: without a copy?
def linear_forward(X, weights, bias):
    X *= 1.0
    X += 1.0
    X -= 0.5
    return X @ weights + bias
