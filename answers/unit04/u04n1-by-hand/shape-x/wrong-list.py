# A list is no shape.
# fails: shape-x-test
X_shape = [100, 2]
