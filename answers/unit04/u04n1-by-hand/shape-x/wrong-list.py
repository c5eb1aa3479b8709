# A list is no shape.
# fails: shape-x-test
# hint: Your numbers are right, but they are in a list. Look at how the text above writes a shape.
X_shape = [100, 2]
