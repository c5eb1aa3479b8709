# All for the largest.
# fails: probs-test
prob_low = 0
prob_medium = 1
prob_high = 0
