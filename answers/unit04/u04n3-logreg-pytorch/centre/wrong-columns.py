# The mean over the features.
# fails: centre-test
def centre(weights):
    """Return the weights, features × classes, so that each feature's weights have mean 0."""
    return weights - weights.mean(axis=0)
