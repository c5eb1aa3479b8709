# With 2.7 for e, which is too rough to be squared.
# fails: exps-test
exp_low = 2.7
exp_medium = 7.29
exp_high = 0.37
