# All of them large.
# fails: largest-test
# hint: Your inputs are all the same, so no output is ahead. Softmax looks at differences between
# hint: inputs.
sure_logits = tensor([1000.0, 1000.0, 1000.0])
