# Without the minus.
# fails: loss-test
loss = -0.349
