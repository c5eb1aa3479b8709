# The smallest forgotten.
# fails: exp-sum-test
# hint: The third result is missing from your sum. Small isn't nothing: how many classes are there?
exp_sum = 2.718 + 7.389
