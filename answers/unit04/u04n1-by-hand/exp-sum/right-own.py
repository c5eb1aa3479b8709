# From the results of step 1.
exp_sum = exp_low + exp_medium + exp_high
