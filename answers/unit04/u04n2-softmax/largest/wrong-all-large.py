# All of them large.
# fails: largest-test
sure_logits = tensor([1000.0, 1000.0, 1000.0])
