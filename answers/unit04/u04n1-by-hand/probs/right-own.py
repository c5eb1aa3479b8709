# From the steps before.
prob_low = exp_low / exp_sum
prob_medium = exp_medium / exp_sum
prob_high = exp_high / exp_sum
