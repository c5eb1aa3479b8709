# A nonlinearity behind it.
# fails: linear-layer-test
# hint: Your scores never fall below zero. Logits may be negative: return them as they are.
def linear_layer(X, W, b):
    return np.maximum(X @ W + b, 0)

linear_layer(three_houses, weights, biases)
