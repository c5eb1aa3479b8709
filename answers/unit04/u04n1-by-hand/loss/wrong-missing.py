# What the probability lacks of 1.
# fails: loss-test
# hint: You measured how far the probability is from 1. Cross-entropy measures it with a logarithm.
loss = 1 - 0.705
