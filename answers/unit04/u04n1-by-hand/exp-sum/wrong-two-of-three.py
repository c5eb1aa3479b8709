# The smallest left out, and one more.
# fails: exp-sum-test
# hint: The first result is missing from your sum. How many classes are there?
exp_sum = 7.39 + 0.37
