# Four decimals.
exp_low = 2.7183
exp_medium = 7.3891
exp_high = 0.3679
