# The last one was left as it was.
# fails: exps-test
# hint: A blank is still empty: exp_high. Take e to the power of the third score.
exp_low = 2.72
exp_medium = 7.39
exp_high = ...
