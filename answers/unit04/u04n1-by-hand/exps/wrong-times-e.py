# Multiplied by e.
# fails: exps-test
# hint: You multiplied e by each score. A power multiplies e by itself: how often?
exp_low = 2.72
exp_medium = 5.44
exp_high = -2.72
