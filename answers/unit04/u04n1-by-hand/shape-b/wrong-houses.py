# One bias for each house and class.
# fails: shape-b-test
b_shape = (100, 3)
