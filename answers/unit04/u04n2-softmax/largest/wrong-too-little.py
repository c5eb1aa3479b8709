# Larger, but not by enough.
# fails: largest-test
sure_logits = tensor([0.0, 5.0, 0.0])
