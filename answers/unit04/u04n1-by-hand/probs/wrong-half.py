# Half of what they should be.
# fails: probs-test
prob_low = 0.13
prob_medium = 0.353
prob_high = 0.018
