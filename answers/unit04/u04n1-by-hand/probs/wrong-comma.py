# Commas instead of points.
# fails: probs-test
prob_low = 0,26
prob_medium = 0,71
prob_high = 0,4
