# The logarithm to the base 2.
# fails: loss-test
loss = 0.503
