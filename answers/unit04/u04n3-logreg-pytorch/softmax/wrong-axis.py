# Summed over the houses instead of the classes.
# fails: softmax-test, softmax-stable-test
# hint: You divide by sums over the houses. Each row is a house, and its probabilities should sum to
# hint: 1: which axis is that?
def softmax(logits):
    """Convert logits to probabilities."""
    num_samples, num_classes = logits.shape
    max_logit = logits.max(axis=1, keepdims=True)
    exp_logits = np.exp(logits - max_logit)
    assert exp_logits.shape == (num_samples, num_classes)
    sum_exp_logits = exp_logits.sum(axis=1, keepdims=True)
    assert sum_exp_logits.shape == (num_samples, 1)
    return exp_logits / exp_logits.sum(axis=0)
