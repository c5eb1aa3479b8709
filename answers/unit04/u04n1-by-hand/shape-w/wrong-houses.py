# Weights for each house.
# fails: shape-w-test
W_shape = (100, 3)
