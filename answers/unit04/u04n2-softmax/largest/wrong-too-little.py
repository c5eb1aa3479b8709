# Larger, but not by enough.
# fails: largest-test
# hint: Your input 1 is ahead, but not by enough. Move its slider further, and watch the third
# hint: decimal.
sure_logits = tensor([0.0, 5.0, 0.0])
