# One mean for all weights.
# fails: centre-test
def centre(weights):
    """Return the weights, features × classes, so that each feature's weights have mean 0."""
    return weights - weights.mean()
