# Left as it was.
# fails: shape-b-test
# hint: A blank is still empty. Look at one row of X W: how many biases can be added to it?
b_shape = ...
