# Divided by a sum without the smallest.
# fails: probs-test
# hint: The sum that you divided by lacks the smallest result. Check step 2.
prob_low = 0.269
prob_medium = 0.731
prob_high = 0.036
