# In quotes.
# fails: exps-test
exp_low = "2.72"
exp_medium = "7.39"
exp_high = "0.37"
