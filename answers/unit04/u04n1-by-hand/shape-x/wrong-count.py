# How many numbers there are.
# fails: shape-x-test
# hint: You counted all the numbers in X. A shape says how they are arranged: it has one entry for
# hint: each axis.
X_shape = 200
