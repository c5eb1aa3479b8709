# Left as it was.
# fails: exp-sum-test
# hint: A blank is still empty. You have all you need from step 1.
exp_sum = ...
