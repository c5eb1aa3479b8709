# Without keepdims, the shapes don't fit.
# fails: centre-test
# hint: Your means lie in a row, so they don't line up with the rows of weights. How can they stay a
# hint: column?
def centre(weights):
    """Return the weights, features × classes, so that each feature's weights have mean 0."""
    return weights - weights.mean(axis=1)
