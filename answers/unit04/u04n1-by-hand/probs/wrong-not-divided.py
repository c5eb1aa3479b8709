# Not divided.
# fails: probs-test
prob_low = exp_low
prob_medium = exp_medium
prob_high = exp_high
