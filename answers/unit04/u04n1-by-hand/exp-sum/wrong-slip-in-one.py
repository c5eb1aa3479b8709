# The decimal point of the third slipped.
# fails: exp-sum-test
exp_sum = 2.72 + 7.39 + 0.037
