# The decimal point slipped.
# fails: exp-sum-test
# hint: The decimal point of your sum slipped. Estimate it: the three results are about 3, 7 and
# hint: less than 1.
exp_sum = 104.8
