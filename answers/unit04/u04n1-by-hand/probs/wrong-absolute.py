# Absolute scores divided by their sum.
# fails: probs-test
prob_low = 0.25
prob_medium = 0.5
prob_high = 0.25
