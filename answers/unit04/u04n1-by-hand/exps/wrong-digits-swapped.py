# Two digits swapped.
# fails: exps-test
exp_low = 2.72
exp_medium = 7.93
exp_high = 0.37
