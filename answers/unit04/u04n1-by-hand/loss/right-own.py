# From step 3.
loss = -math.log(prob_medium)
