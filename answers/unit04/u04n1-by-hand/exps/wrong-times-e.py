# Multiplied by e.
# fails: exps-test
exp_low = 2.72
exp_medium = 5.44
exp_high = -2.72
