# A column: it would be added along the wrong axis.
# fails: shape-b-test
b_shape = (3, 1)
