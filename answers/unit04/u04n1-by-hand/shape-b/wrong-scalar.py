# No axis at all.
# fails: shape-b-test
b_shape = ()
