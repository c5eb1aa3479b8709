# The sum over the classes, with the one-hot truth.
loss = -(0 * math.log(prob_low) + 1 * math.log(prob_medium) + 0 * math.log(prob_high))
