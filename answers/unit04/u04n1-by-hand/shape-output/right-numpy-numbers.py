# Whole numbers of NumPy.
output_shape = (np.int64(100), np.int64(3))
