# Counted from 1.
# fails: largest-test
# hint: You made output 0 the largest. We count from 0: which one is in the middle?
sure_logits = tensor([20.0, 0.0, 0.0])
