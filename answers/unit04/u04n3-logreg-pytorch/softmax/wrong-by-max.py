# Divided by the largest.
# fails: softmax-test, softmax-stable-test
# hint: You divide by the largest, so the largest output is always 1. What makes a row sum to 1?
def softmax(logits):
    """Convert logits to probabilities."""
    num_samples, num_classes = logits.shape
    max_logit = logits.max(axis=1, keepdims=True)
    exp_logits = np.exp(logits - max_logit)
    assert exp_logits.shape == (num_samples, num_classes)
    sum_exp_logits = exp_logits.sum(axis=1, keepdims=True)
    assert sum_exp_logits.shape == (num_samples, 1)
    return exp_logits / exp_logits.max(axis=1, keepdims=True)
