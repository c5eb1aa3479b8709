# Not divided.
# fails: probs-test
# hint: These are still the results of step 1. What turns amounts into shares of a whole?
prob_low = exp_low
prob_medium = exp_medium
prob_high = exp_high
