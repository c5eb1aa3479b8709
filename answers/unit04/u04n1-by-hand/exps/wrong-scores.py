# The scores as they were.
# fails: exps-test
# hint: These are still the scores. Take e to the power of each.
exp_low = 1.0
exp_medium = 2.0
exp_high = -1.0
