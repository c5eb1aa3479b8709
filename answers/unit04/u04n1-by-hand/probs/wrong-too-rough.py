# From a sum rounded to a whole number: too rough to go on with.
# fails: probs-test
# hint: You rounded the sum to a whole number, which is too rough to go on with. Round only at the
# hint: end.
prob_low = 0.27
prob_medium = 0.74
prob_high = 0.037
