# Probabilities instead of inputs.
# fails: largest-test
sure_logits = tensor([0.0, 1.0, 0.0])
