# The decimal point slipped.
# fails: exps-test
exp_low = 2.72
exp_medium = 73.9
exp_high = 0.37
