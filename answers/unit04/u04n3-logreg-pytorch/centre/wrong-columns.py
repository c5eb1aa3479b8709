# The mean over the features.
# fails: centre-test
# hint: You take the mean over the features, so the columns have mean 0. A feature's weights lie in
# hint: a row.
def centre(weights):
    """Return the weights, features × classes, so that each feature's weights have mean 0."""
    return weights - weights.mean(axis=0)
