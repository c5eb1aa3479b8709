# One step too far.
# fails: linear-layer-test
# hint: Your rows are probabilities already. That is a later step: the layer returns the raw scores.
def linear_layer(X, W, b):
    scores = np.exp(X @ W + b)
    return scores / scores.sum(axis=1, keepdims=True)

linear_layer(three_houses, weights, biases)
