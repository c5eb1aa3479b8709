# Counts on three houses.
# fails: linear-layer-test
# hint: You return three rows, however many houses there are. Try your function with four.
def linear_layer(X, W, b):
    return np.stack([X[i] @ W + b for i in range(3)])

linear_layer(three_houses, weights, biases)
