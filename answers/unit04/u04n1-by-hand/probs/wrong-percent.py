# In percent.
# fails: probs-test
prob_low = 26
prob_medium = 71
prob_high = 3.5
