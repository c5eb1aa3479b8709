# 1 for the largest, 0 elsewhere.
# fails: softmax-test, softmax-stable-test
# hint: You give everything to the largest logit. Softmax is soft: each class gets a share.
def softmax(logits):
    """Convert logits to probabilities."""
    num_samples, num_classes = logits.shape
    max_logit = logits.max(axis=1, keepdims=True)
    exp_logits = np.exp(logits - max_logit)
    assert exp_logits.shape == (num_samples, num_classes)
    sum_exp_logits = exp_logits.sum(axis=1, keepdims=True)
    assert sum_exp_logits.shape == (num_samples, 1)
    return (logits == max_logit) * 1.0
