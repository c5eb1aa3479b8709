# The smallest logit gets the largest probability.
# fails: softmax-test, softmax-stable-test
# hint: Your smallest logit gets the largest probability. Look at the sign in your exponent.
def softmax(logits):
    """Convert logits to probabilities."""
    num_samples, num_classes = logits.shape
    max_logit = logits.max(axis=1, keepdims=True)
    exp_logits = np.exp(max_logit - logits)
    assert exp_logits.shape == (num_samples, num_classes)
    sum_exp_logits = exp_logits.sum(axis=1, keepdims=True)
    assert sum_exp_logits.shape == (num_samples, 1)
    return exp_logits / sum_exp_logits
