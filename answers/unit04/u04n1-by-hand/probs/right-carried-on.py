# From a sum with one decimal.
prob_low = 0.26
prob_medium = 0.705
prob_high = 0.035
