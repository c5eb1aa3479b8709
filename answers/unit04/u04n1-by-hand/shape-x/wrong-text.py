# In quotes.
# fails: shape-x-test
# hint: Your shape is in quotes, so Python sees text. A shape is a tuple of numbers, without quotes.
X_shape = "(100, 2)"
