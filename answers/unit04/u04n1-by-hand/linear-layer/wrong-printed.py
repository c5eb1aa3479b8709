# Printed, not returned.
# fails: linear-layer-test
def linear_layer(X, W, b):
    print(X @ W + b)

linear_layer(three_houses, weights, biases)
