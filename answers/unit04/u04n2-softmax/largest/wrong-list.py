# A list is no tensor.
# fails: largest-test
sure_logits = [0.0, 20.0, 0.0]
