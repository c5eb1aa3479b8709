# One weight for each feature, as in linear regression.
# fails: shape-w-test
W_shape = (2,)
