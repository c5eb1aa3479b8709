# The probability instead of its logarithm.
# fails: loss-test
loss = 0.705
