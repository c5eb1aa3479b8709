# In another order.
# fails: probs-test
prob_low = 0.71
prob_medium = 0.26
prob_high = 0.035
