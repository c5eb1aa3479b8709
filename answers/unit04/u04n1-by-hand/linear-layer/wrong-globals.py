# The three houses, whatever it is given.
# fails: linear-layer-test
# hint: Your function returns the scores of the three houses above, whatever it is given. Look at
# hint: its arguments.
def linear_layer(X, W, b):
    return three_houses @ weights + biases

linear_layer(three_houses, weights, biases)
