# Changes the logits that it is given.
# fails: softmax-test
# hint: Your function changes an array that it was given. Which operation of yours works in place,
# hint: without a copy?
def softmax(logits):
    """Convert logits to probabilities."""
    num_samples, num_classes = logits.shape
    max_logit = logits.max(axis=1, keepdims=True)
    exp_logits = np.exp(np.subtract(logits, max_logit, out=logits))
    assert exp_logits.shape == (num_samples, num_classes)
    sum_exp_logits = exp_logits.sum(axis=1, keepdims=True)
    assert sum_exp_logits.shape == (num_samples, 1)
    return exp_logits / sum_exp_logits
