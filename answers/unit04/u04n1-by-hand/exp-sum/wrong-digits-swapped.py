# Two digits swapped.
# fails: exp-sum-test
exp_sum = 10.74
