# Absolute scores divided by their sum.
# fails: probs-test
# hint: You divided the scores, without their signs, by their sum. Softmax divides what step 1 gave.
prob_low = 0.25
prob_medium = 0.5
prob_high = 0.25
