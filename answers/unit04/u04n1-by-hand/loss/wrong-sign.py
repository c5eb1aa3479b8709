# Without the minus.
# fails: loss-test
# hint: Your loss is negative. The logarithm of a probability is, too: which sign does the formula
# hint: add?
loss = -0.349
