# Weights for each house.
# fails: shape-w-test
# hint: You gave each house weights of its own. All houses share the same weights: what does each
# hint: row of W belong to?
W_shape = (100, 3)
