# Two digits swapped.
# fails: exp-sum-test
# hint: Two digits of your sum are swapped. Add the three results again, and copy the sum digit by
# hint: digit.
exp_sum = 10.74
