# The factors are swapped.
# fails: linear-forward-test
# hint: Your factors are in the other order, and their shapes don't fit. What must the columns of
# hint: the first match?
def linear_forward(X, weights, bias):
    return weights @ X + bias
