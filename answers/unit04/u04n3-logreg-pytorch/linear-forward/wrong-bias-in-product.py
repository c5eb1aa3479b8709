# The bias is added to the weights.
# fails: linear-forward-test
# hint: Your bias gets multiplied by the features. In the formula, which comes first: the product or
# hint: the sum?
def linear_forward(X, weights, bias):
    return X @ (weights + bias)
