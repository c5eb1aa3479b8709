# The mean.
# fails: exp-sum-test
# hint: You took the mean. For shares of a whole, we need the whole itself.
exp_sum = 3.49
