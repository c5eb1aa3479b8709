# The probability instead of its logarithm.
# fails: loss-test
# hint: This is the probability itself. What does the formula do with it?
loss = 0.705
