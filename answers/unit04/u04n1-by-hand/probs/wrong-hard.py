# All for the largest.
# fails: probs-test
# hint: You gave everything to the largest. Softmax is soft: each class gets a share of the sum.
prob_low = 0
prob_medium = 1
prob_high = 0
