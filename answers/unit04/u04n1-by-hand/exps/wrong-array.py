# All three at once.
# fails: exps-test
# hint: You stored all three results under each name. Each name should hold one number.
exp_low = np.exp([1.0, 2.0, -1.0])
exp_medium = np.exp([1.0, 2.0, -1.0])
exp_high = np.exp([1.0, 2.0, -1.0])
