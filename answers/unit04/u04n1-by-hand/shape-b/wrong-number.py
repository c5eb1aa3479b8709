# A comma is missing, so it is a number.
# fails: shape-b-test
# hint: Yours is a number, not a tuple: round brackets alone don't make a tuple. What else does a
# hint: tuple of one need?
b_shape = (3)
