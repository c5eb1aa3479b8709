# One column for each house.
# fails: shape-x-test
# hint: Your rows and columns are turned around. Each house is one row: what does the first number
# hint: of a shape count?
X_shape = (2, 100)
