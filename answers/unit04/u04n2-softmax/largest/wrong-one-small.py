# Only one of the others is smaller.
# fails: largest-test
# hint: You pushed down only one of the others. Inputs 1 and 2 are equal, so their outputs are, too.
sure_logits = tensor([-20.0, 0.0, 0.0])
