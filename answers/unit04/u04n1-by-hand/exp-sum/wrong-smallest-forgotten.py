# The smallest forgotten.
# fails: exp-sum-test
exp_sum = 2.718 + 7.389
