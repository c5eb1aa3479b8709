# Powers of 2.
# fails: exps-test
exp_low = 2
exp_medium = 4
exp_high = 0.5
