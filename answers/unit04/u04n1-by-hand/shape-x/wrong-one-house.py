# Only one house.
# fails: shape-x-test
# hint: You described a single house. X holds all the houses of the batch: how many rows does that
# hint: make?
X_shape = (2,)
