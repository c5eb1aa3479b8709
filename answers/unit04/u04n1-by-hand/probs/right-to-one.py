# Rounded so that they sum to 1 exactly.
prob_low = 0.26
prob_medium = 0.70
prob_high = 0.04
