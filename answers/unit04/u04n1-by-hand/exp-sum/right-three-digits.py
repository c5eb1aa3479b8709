# Three digits.
exp_sum = 10.5
