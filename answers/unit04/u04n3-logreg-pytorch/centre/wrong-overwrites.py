# Changes the weights that it is given.
# fails: centre-test
def centre(weights):
    """Return the weights, features × classes, so that each feature's weights have mean 0."""
    weights -= weights.mean(axis=1, keepdims=True)
    return weights
