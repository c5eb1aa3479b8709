# The demo as it was.
# fails: largest-test
# hint: These are the inputs that the demo starts with. Move the slider of input 1, and watch its
# hint: bar.
sure_logits = tensor([1.0, 2.0, -1.0])
