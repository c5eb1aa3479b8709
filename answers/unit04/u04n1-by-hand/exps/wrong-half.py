# One of them is half of what it should be.
# fails: exps-test
exp_low = 1.36
exp_medium = 7.39
exp_high = 0.37
