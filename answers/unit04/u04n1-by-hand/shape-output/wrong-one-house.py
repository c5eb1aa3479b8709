# Only one house.
# fails: shape-output-test
output_shape = (3,)
