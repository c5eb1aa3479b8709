# Asked of an array.
W_shape = np.ones((2, 3)).shape
