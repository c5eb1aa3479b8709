# A row: with an axis too many.
# fails: shape-b-test
b_shape = (1, 3)
