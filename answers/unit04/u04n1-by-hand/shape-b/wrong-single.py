# One bias for all.
# fails: shape-b-test
# hint: You have one bias for all classes. Each class has its own: how many are there?
b_shape = (1,)
