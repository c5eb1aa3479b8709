# With 2 instead of e.
# fails: probs-test
prob_low = 0.31
prob_medium = 0.62
prob_high = 0.08
