# Divided evenly.
# fails: probs-test
# hint: You gave each class the same. The scores differ, so the probabilities do, too: start from
# hint: step 1.
prob_low = 1 / 3
prob_medium = 1 / 3
prob_high = 1 / 3
