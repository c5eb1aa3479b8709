# A list is no shape.
# fails: shape-w-test
# hint: Your numbers are right, but they are in a list. Look at how the text above writes a shape.
W_shape = [2, 3]
