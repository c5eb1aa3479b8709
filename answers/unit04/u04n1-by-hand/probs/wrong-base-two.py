# With 2 instead of e.
# fails: probs-test
# hint: You took powers of 2 in step 1. Softmax takes powers of e.
prob_low = 0.31
prob_medium = 0.62
prob_high = 0.08
