# Right, so no loss.
# fails: loss-test
loss = 0
