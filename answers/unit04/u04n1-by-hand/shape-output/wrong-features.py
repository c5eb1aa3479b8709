# The features instead of the classes.
# fails: shape-output-test
output_shape = (100, 2)
