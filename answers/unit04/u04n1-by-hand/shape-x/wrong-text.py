# In quotes.
# fails: shape-x-test
X_shape = "(100, 2)"
