# In single precision.
exp_low, exp_medium, exp_high = np.exp(np.array([1, 2, -1], dtype=np.float32))
