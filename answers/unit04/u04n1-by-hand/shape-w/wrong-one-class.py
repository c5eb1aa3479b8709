# One weight for each feature, as in linear regression.
# fails: shape-w-test
# hint: You have one weight for each feature, as in linear regression. Here, each class needs
# hint: weights of its own.
W_shape = (2,)
