# The mean.
# fails: exp-sum-test
exp_sum = 3.49
