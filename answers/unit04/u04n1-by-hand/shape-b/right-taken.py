# Taken from W.
b_shape = W_shape[1:]
