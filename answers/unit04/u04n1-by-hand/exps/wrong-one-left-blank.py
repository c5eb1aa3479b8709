# The last one was left as it was.
# fails: exps-test
exp_low = 2.72
exp_medium = 7.39
exp_high = ...
