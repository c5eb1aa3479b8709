# The classes instead of the features.
# fails: shape-x-test
X_shape = (100, 3)
