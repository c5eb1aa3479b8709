# Probabilities instead of inputs.
# fails: largest-test
# hint: You wrote the outputs that you want. The inputs may be any numbers: how far ahead must input
# hint: 1 be?
sure_logits = tensor([0.0, 1.0, 0.0])
