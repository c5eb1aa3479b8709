# Counted from 1.
# fails: largest-test
sure_logits = tensor([20.0, 0.0, 0.0])
