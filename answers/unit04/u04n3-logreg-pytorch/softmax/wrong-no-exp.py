# The logits divided by their sum, without exp.
# fails: softmax-test, softmax-stable-test
# hint: You divide the differences themselves, without exp. Which step makes them all positive?
def softmax(logits):
    """Convert logits to probabilities."""
    num_samples, num_classes = logits.shape
    max_logit = logits.max(axis=1, keepdims=True)
    exp_logits = logits - max_logit
    assert exp_logits.shape == (num_samples, num_classes)
    sum_exp_logits = exp_logits.sum(axis=1, keepdims=True)
    assert sum_exp_logits.shape == (num_samples, 1)
    return exp_logits / sum_exp_logits
