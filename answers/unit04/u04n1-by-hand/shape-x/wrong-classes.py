# The classes instead of the features.
# fails: shape-x-test
# hint: Your columns count the classes, which come out of the model. What goes into it for each
# hint: house?
X_shape = (100, 3)
