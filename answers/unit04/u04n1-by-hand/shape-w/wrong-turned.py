# As PyTorch stores it: outputs by inputs.
# fails: shape-w-test
W_shape = (3, 2)
