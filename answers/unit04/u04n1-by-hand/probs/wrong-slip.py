# The last decimal point slipped.
# fails: probs-test
# hint: The decimal point of prob_high slipped. Check that your three numbers sum to 1.
prob_low = 0.26
prob_medium = 0.71
prob_high = 0.35
