# The largest logit subtracted after exp.
# fails: softmax-test, softmax-stable-test
# hint: You subtract the maximum after exp, which changes the shares and comes too late. What should
# hint: be shifted?
def softmax(logits):
    """Convert logits to probabilities."""
    num_samples, num_classes = logits.shape
    max_logit = logits.max(axis=1, keepdims=True)
    exp_logits = np.exp(logits) - max_logit
    assert exp_logits.shape == (num_samples, num_classes)
    sum_exp_logits = exp_logits.sum(axis=1, keepdims=True)
    assert sum_exp_logits.shape == (num_samples, 1)
    return exp_logits / sum_exp_logits
