# Two digits.
prob_low = 0.26
prob_medium = 0.71
prob_high = 0.035
