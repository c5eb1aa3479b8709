# Half of it.
# fails: exp-sum-test
# hint: Your sum is half of what it should be. Estimate it from the results of step 1.
exp_sum = 5.24
