# A list is no shape.
# fails: shape-w-test
W_shape = [2, 3]
