# One of them is half of what it should be.
# fails: exps-test
# hint: Your exp_low is half of what it should be. What is e to the power of 1?
exp_low = 1.36
exp_medium = 7.39
exp_high = 0.37
