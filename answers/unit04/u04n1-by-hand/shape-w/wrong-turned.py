# As PyTorch stores it: outputs by inputs.
# fails: shape-w-test
# hint: Your rows and columns are turned around. In X W, each column of X meets a row of W: what are
# hint: the columns of X?
W_shape = (3, 2)
