# One column: a single score.
# fails: shape-w-test
W_shape = (2, 1)
