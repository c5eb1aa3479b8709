# Only one house.
# fails: shape-x-test
X_shape = (2,)
