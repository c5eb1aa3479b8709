# Left as it was.
# fails: centre-test
# hint: A blank is still empty. Which number would move a row of weights so that its mean is 0?
def centre(weights):
    """Return the weights, features × classes, so that each feature's weights have mean 0."""
    return weights - ...
