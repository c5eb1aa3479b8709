# With an axis too many.
# fails: shape-x-test
# hint: Your shape has one axis too many. All houses fit into one table: what are its rows, and what
# hint: are its columns?
X_shape = (1, 100, 2)
