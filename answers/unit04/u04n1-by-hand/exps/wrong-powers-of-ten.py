# Powers of 10.
# fails: exps-test
exp_low = 10
exp_medium = 100
exp_high = 0.1
