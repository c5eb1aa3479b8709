# A comma instead of a point.
# fails: exp-sum-test
exp_sum = 10,475
