# The smallest left out, and one more.
# fails: exp-sum-test
exp_sum = 7.39 + 0.37
