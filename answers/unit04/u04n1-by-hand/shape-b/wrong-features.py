# One bias for each feature.
# fails: shape-b-test
b_shape = (2,)
