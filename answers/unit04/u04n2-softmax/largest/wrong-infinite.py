# Infinity.
# fails: largest-test
sure_logits = tensor([0.0, float("inf"), 0.0])
