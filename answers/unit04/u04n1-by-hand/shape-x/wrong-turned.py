# One column for each house.
# fails: shape-x-test
X_shape = (2, 100)
