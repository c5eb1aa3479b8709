# What the probability lacks of 1.
# fails: loss-test
loss = 1 - 0.705
