# One mean for all weights.
# fails: centre-test
# hint: You subtract one mean of all weights. Each feature has a mean of its own.
def centre(weights):
    """Return the weights, features × classes, so that each feature's weights have mean 0."""
    return weights - weights.mean()
