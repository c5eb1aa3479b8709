# Powers of 10.
# fails: exps-test
# hint: You took powers of 10. exp takes powers of e, which is 2.718….
exp_low = 10
exp_medium = 100
exp_high = 0.1
