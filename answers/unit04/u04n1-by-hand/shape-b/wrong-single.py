# One bias for all.
# fails: shape-b-test
b_shape = (1,)
