# Asked of an array.
b_shape = np.zeros(3).shape
