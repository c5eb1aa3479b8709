# The sum of the scores.
# fails: exp-sum-test
# hint: You added up the scores. Step 2 goes on with the results of step 1.
exp_sum = 2
