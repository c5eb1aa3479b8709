# exp of the sum instead of the sum of exps.
# fails: exp-sum-test
# hint: You added up the scores first and took exp of the sum. The order matters: which comes first
# hint: in step 1?
exp_sum = math.exp(2)
