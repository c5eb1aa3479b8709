# The third with the sign of its score.
# fails: exps-test
# hint: You made exp_high negative because its score is. A negative power is a fraction: what sign
# hint: does it have?
exp_low = 2.72
exp_medium = 7.39
exp_high = -0.37
