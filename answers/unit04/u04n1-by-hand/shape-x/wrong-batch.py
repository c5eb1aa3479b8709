# With an axis too many.
# fails: shape-x-test
X_shape = (1, 100, 2)
