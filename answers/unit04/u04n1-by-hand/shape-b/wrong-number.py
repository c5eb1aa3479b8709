# A comma is missing, so it is a number.
# fails: shape-b-test
b_shape = (3)
