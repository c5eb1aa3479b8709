# The bias is subtracted.
# fails: linear-forward-test
# hint: You subtract the bias. Compare the sign with the formula of u04n1-by-hand.
def linear_forward(X, weights, bias):
    return X @ weights - bias
