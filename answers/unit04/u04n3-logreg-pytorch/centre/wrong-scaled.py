# Divided by the standard deviation, too.
# fails: centre-test
# hint: You also change the differences between the classes. Centring moves a row, and nothing else.
def centre(weights):
    """Return the weights, features × classes, so that each feature's weights have mean 0."""
    return weights - weights.mean(axis=1, keepdims=True) + weights - (weights - weights.mean(axis=1, keepdims=True)) / weights.std(axis=1, keepdims=True)
