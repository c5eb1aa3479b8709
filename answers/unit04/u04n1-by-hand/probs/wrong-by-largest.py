# Divided by the largest, not by the sum.
# fails: probs-test
prob_low = 0.368
prob_medium = 1.0
prob_high = 0.0498
