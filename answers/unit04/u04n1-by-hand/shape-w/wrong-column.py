# One column: a single score.
# fails: shape-w-test
# hint: Your weights give one score for each house. How many scores does the model need, one for
# hint: each class?
W_shape = (2, 1)
