# The scores divided by their sum.
# fails: probs-test
prob_low = 0.5
prob_medium = 1.0
prob_high = -0.5
