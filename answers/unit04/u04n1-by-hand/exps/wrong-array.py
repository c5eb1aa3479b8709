# All three at once.
# fails: exps-test
exp_low = np.exp([1.0, 2.0, -1.0])
exp_medium = np.exp([1.0, 2.0, -1.0])
exp_high = np.exp([1.0, 2.0, -1.0])
