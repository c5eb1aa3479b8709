# The last one.
# fails: largest-test
# hint: You made output 2 the largest. We count from 0: which one is in the middle?
sure_logits = tensor([0.0, 0.0, 20.0])
