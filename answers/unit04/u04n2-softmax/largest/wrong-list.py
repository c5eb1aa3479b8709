# A list is no tensor.
# fails: largest-test
# hint: Your numbers would do, but they are in a plain list. The text above shows how to write a
# hint: tensor.
sure_logits = [0.0, 20.0, 0.0]
