# One bias for each house and class.
# fails: shape-b-test
# hint: You gave each house biases of its own. All houses share them: which axis can you leave out?
b_shape = (100, 3)
