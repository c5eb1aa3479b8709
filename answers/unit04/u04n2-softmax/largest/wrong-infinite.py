# Infinity.
# fails: largest-test
# hint: Softmax can't compute with infinity. Use a number that is only large enough: try a few in
# hint: the demo.
sure_logits = tensor([0.0, float("inf"), 0.0])
