# All three at once.
scores = np.array([1.0, 2.0, -1.0])
prob_low, prob_medium, prob_high = np.exp(scores) / np.exp(scores).sum()
