# The last one.
# fails: largest-test
sure_logits = tensor([0.0, 0.0, 20.0])
