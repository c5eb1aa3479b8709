# The demo as it was.
# fails: largest-test
sure_logits = tensor([1.0, 2.0, -1.0])
