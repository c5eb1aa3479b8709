# With names for the numbers.
X_shape = 100, 2
