# The last is twice what it should be.
# fails: probs-test
prob_low = 0.26
prob_medium = 0.705
prob_high = 0.07
