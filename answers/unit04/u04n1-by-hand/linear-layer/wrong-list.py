# A list of rows.
# fails: linear-layer-test
# hint: Your scores are right, but they come as a list. Arrays compute all rows at once: do you need
# hint: a loop?
def linear_layer(X, W, b):
    return [list(x @ W + b) for x in X]

linear_layer(three_houses, weights, biases)
