# The decimal point of the third slipped.
# fails: exp-sum-test
# hint: The smallest result counts too little in your sum. Check where its decimal point is.
exp_sum = 2.72 + 7.39 + 0.037
