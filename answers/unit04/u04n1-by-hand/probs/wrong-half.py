# Half of what they should be.
# fails: probs-test
# hint: Your probabilities sum to a half. What should they sum to, and what did you divide by?
prob_low = 0.13
prob_medium = 0.353
prob_high = 0.018
