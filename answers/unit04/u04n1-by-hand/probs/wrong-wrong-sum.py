# Divided by a sum without the smallest.
# fails: probs-test
prob_low = 0.269
prob_medium = 0.731
prob_high = 0.036
