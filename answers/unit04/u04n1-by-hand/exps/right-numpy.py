# NumPy as calculator.
exp_low = np.exp(1.0)
exp_medium = np.exp(2.0)
exp_high = np.exp(-1.0)
