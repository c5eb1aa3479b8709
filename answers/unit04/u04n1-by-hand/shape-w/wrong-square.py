# As many classes as features.
# fails: shape-w-test
W_shape = (2, 2)
