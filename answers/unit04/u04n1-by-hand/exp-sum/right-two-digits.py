# Two digits.
exp_sum = 10
