# Not whole.
# fails: shape-x-test
# hint: A shape counts things, so its entries are whole numbers. Look at how you wrote yours.
X_shape = (100.0, 2.0)
