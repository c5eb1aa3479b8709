# Without the probability.
loss = math.log(exp_sum) - 2.0
