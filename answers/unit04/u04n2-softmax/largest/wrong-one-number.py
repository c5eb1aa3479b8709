# Only one number.
# fails: largest-test
sure_logits = tensor(20.0)
