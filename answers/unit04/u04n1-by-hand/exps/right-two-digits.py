# Two digits.
exp_low = 2.7
exp_medium = 7.4
exp_high = 0.37
