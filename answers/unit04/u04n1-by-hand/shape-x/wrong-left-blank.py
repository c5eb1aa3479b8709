# Left as it was.
# fails: shape-x-test
# hint: A blank is still empty. Imagine a table with one house in each row, and count its rows and
# hint: columns.
X_shape = ...
