# The decimal point slipped.
# fails: exp-sum-test
exp_sum = 104.8
