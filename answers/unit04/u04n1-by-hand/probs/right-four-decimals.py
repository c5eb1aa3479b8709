# Four decimals.
prob_low = 0.2595
prob_medium = 0.7054
prob_high = 0.0351
