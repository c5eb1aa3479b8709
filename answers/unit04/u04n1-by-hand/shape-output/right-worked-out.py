# Rows of X, columns of W.
output_shape = (X_shape[0], W_shape[1])
