# A list is no shape.
# fails: shape-output-test
output_shape = [100, 3]
