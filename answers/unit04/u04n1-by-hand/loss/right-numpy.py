# With NumPy's logarithm.
loss = -np.log(prob_medium)
