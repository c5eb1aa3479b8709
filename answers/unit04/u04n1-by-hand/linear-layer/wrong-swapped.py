# The factors in the wrong order.
# fails: linear-layer-test
# hint: Your factors are in the other order, and their shapes don't fit. What must the columns of
# hint: the first match?
def linear_layer(X, W, b):
    return W @ X + b

linear_layer(three_houses, weights, biases)
