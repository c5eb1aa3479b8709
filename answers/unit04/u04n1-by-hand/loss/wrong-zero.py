# Right, so no loss.
# fails: loss-test
# hint: The prediction is right, but the model isn't sure, and so it pays something. Use the
# hint: formula.
loss = 0
