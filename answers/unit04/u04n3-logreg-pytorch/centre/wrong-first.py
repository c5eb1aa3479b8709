# The first class as zero.
# fails: centre-test
# hint: You make the first class zero. What should be zero instead, for each feature?
def centre(weights):
    """Return the weights, features × classes, so that each feature's weights have mean 0."""
    return weights - weights[:, :1]
