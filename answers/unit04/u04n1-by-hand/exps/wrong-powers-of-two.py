# Powers of 2.
# fails: exps-test
# hint: You took powers of 2. exp takes powers of e, which is 2.718….
exp_low = 2
exp_medium = 4
exp_high = 0.5
