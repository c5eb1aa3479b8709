# Left as it was.
# fails: shape-output-test
# hint: A blank is still empty. Write down the shapes of X and W side by side: which numbers remain?
output_shape = ...
