# The logarithm to the base 10.
# fails: loss-test
loss = 0.152
