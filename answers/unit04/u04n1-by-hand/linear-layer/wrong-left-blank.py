# Left as it was.
# fails: linear-layer-test
# hint: A blank is still empty. Go back to the formula in Part 1: it names all that you need.
def linear_layer(X, W, b):
    return ...

linear_layer(three_houses, weights, biases)
