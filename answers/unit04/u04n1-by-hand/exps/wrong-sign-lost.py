# The sign of the third score lost.
# fails: exps-test
# hint: You lost the minus of the third score. What happens to a power when its exponent is
# hint: negative?
exp_low = 2.72
exp_medium = 7.39
exp_high = 2.72
