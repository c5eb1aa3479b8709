# A list is no shape.
# fails: shape-output-test
# hint: Your numbers are right, but they are in a list. Look at how the text above writes a shape.
output_shape = [100, 3]
