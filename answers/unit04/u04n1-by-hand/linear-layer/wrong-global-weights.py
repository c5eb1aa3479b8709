# Weights from outside.
# fails: linear-layer-test
# hint: Your function uses the notebook's weights, whatever weights it is given. Look at its
# hint: arguments.
def linear_layer(X, W, b):
    return X @ weights + b

linear_layer(three_houses, weights, biases)
