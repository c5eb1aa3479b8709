# Printed, not returned.
# fails: linear-layer-test
# hint: Your function returns nothing. A value that is only printed is lost: what hands it back to
# hint: the caller?
def linear_layer(X, W, b):
    print(X @ W + b)

linear_layer(three_houses, weights, biases)
