# The sum of the scores.
# fails: exp-sum-test
exp_sum = 2
