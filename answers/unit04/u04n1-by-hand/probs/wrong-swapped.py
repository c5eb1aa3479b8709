# In another order.
# fails: probs-test
# hint: The classes low and medium are swapped. Which of them has the larger score?
prob_low = 0.71
prob_medium = 0.26
prob_high = 0.035
