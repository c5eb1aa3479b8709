# The largest instead of the mean.
# fails: centre-test
# hint: You subtract the largest weight, as softmax does with logits. Centring subtracts something
# hint: else.
def centre(weights):
    """Return the weights, features × classes, so that each feature's weights have mean 0."""
    return weights - weights.max(axis=1, keepdims=True)
