# No axis at all.
# fails: shape-b-test
# hint: A shape without any entries belongs to a single number. Does one bias serve all classes?
b_shape = ()
