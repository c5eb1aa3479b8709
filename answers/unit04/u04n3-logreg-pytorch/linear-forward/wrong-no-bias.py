# The bias is missing.
# fails: linear-forward-test
# hint: You return the product alone. What do you still have to add to every prediction?
def linear_forward(X, weights, bias):
    return X @ weights
