# A batch of one row.
# fails: largest-test
# hint: Your tensor has an axis too many: count its brackets. Softmax here takes one row with three
# hint: numbers.
sure_logits = tensor([[0.0, 20.0, 0.0]])
