# exp of the sum instead of the sum of exps.
# fails: exp-sum-test
exp_sum = math.exp(2)
