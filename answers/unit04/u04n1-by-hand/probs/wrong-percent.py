# In percent.
# fails: probs-test
# hint: These are percentages. Probabilities lie between 0 and 1.
prob_low = 26
prob_medium = 71
prob_high = 3.5
