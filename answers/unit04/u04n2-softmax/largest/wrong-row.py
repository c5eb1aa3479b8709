# A batch of one row.
# fails: largest-test
sure_logits = tensor([[0.0, 20.0, 0.0]])
