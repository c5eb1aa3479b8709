# Half of it.
# fails: exp-sum-test
exp_sum = 5.24
