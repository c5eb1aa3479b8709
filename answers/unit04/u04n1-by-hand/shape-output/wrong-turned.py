# One column for each house.
# fails: shape-output-test
# hint: Your rows and columns are turned around. Houses are rows in X, and the matrix product keeps
# hint: them as rows.
output_shape = (3, 100)
