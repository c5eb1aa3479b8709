# The third subtracted.
# fails: exp-sum-test
# hint: You subtracted the third result because its score is negative. Look at the sign of exp_high.
exp_sum = 2.72 + 7.39 - 0.37
