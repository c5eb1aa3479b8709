# Multiplied, but not added up.
# fails: linear-forward-test
# hint: You multiply number by number, without adding up. Each house should get one prediction:
# hint: which product does both?
def linear_forward(X, weights, bias):
    return X * weights + bias
