# The scores divided by their sum.
# fails: probs-test
# hint: You divided the scores by their sum, so one share is negative. Softmax divides what step 1
# hint: gave.
prob_low = 0.5
prob_medium = 1.0
prob_high = -0.5
