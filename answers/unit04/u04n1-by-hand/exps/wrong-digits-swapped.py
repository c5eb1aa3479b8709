# Two digits swapped.
# fails: exps-test
# hint: Two digits of exp_medium are swapped. Type it into Python again, and copy it digit by digit.
exp_low = 2.72
exp_medium = 7.93
exp_high = 0.37
