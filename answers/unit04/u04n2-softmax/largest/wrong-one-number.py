# Only one number.
# fails: largest-test
# hint: You wrote a single number. Softmax compares inputs: it needs one for each of the three
# hint: outputs.
sure_logits = tensor(20.0)
