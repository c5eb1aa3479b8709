# Commas instead of points.
# fails: exps-test
exp_low = 2,718
exp_medium = 7,389
exp_high = 0,368
