# Ahead of one of the others only.
# fails: largest-test
# hint: Your inputs 1 and 2 are equal, so their outputs share the probability. Who must input 1 be
# hint: ahead of?
sure_logits = tensor([0.0, 20.0, 20.0])
