# The decimal point slipped.
# fails: exps-test
# hint: The decimal point of exp_medium slipped. Estimate it first: e is nearly 3, so what is about
# hint: its square?
exp_low = 2.72
exp_medium = 73.9
exp_high = 0.37
