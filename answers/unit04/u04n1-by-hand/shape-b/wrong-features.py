# One bias for each feature.
# fails: shape-b-test
# hint: You have one bias for each feature. Biases are added to the scores: how many scores does a
# hint: house get?
b_shape = (2,)
