# How many numbers there are.
# fails: shape-x-test
X_shape = 200
