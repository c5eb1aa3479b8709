# The training data, whatever the function is given.
# fails: linear-forward-test
def linear_forward(X, weights, bias):
    return X_train @ weights + bias
