# Asked of an array.
X_shape = np.zeros((100, 2)).shape
