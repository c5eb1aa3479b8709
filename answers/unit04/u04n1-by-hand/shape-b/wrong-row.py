# A row: with an axis too many.
# fails: shape-b-test
# hint: Your b is a table with a single row. One axis is enough: compare (7,) with (1, 7) in the
# hint: text above.
b_shape = (1, 3)
