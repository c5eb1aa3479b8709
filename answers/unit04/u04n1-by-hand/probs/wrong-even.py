# Divided evenly.
# fails: probs-test
prob_low = 1 / 3
prob_medium = 1 / 3
prob_high = 1 / 3
