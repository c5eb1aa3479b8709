# The fraction upside down.
# fails: softmax-test, softmax-stable-test
# hint: Your fraction is upside down. Which is larger, a part or the sum of all?
def softmax(logits):
    """Convert logits to probabilities."""
    num_samples, num_classes = logits.shape
    max_logit = logits.max(axis=1, keepdims=True)
    exp_logits = np.exp(logits - max_logit)
    assert exp_logits.shape == (num_samples, num_classes)
    sum_exp_logits = exp_logits.sum(axis=1, keepdims=True)
    assert sum_exp_logits.shape == (num_samples, 1)
    return sum_exp_logits / exp_logits
