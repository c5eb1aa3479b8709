# With 2.7 for e, which is too rough to be squared.
# fails: exps-test
# hint: You rounded e too early, and the error grows in the square. Keep more digits until the end.
exp_low = 2.7
exp_medium = 7.29
exp_high = 0.37
