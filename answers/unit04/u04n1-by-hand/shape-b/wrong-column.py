# A column: it would be added along the wrong axis.
# fails: shape-b-test
# hint: Your biases stand in a column, so they don't line up with the columns of scores. How many
# hint: axes does b need?
b_shape = (3, 1)
