# Changes the weights that it is given.
# fails: centre-test
# hint: Your function changes an array that it was given. Which operation of yours works in place,
# hint: without a copy?
def centre(weights):
    """Return the weights, features × classes, so that each feature's weights have mean 0."""
    weights -= weights.mean(axis=1, keepdims=True)
    return weights
