# The training data, whatever the function is given.
# fails: linear-forward-test
# hint: Your function computes with the training data, whatever it is given. Look at its arguments.
def linear_forward(X, weights, bias):
    return X_train @ weights + bias
