# One column for each house.
# fails: shape-output-test
output_shape = (3, 100)
