# Not whole.
# fails: shape-x-test
X_shape = (100.0, 2.0)
