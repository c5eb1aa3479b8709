# The last is twice what it should be.
# fails: probs-test
# hint: Your prob_high is twice what it should be. Check that your three numbers sum to 1.
prob_low = 0.26
prob_medium = 0.705
prob_high = 0.07
