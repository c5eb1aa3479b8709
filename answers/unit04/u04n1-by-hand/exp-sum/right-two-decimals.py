# Two decimals.
exp_sum = 10.48
