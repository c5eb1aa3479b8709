# The second blank left as it was.
# fails: softmax-test, softmax-stable-test
# hint: A blank is still empty. It is the second one: how do positive numbers become shares of their
# hint: sum?
def softmax(logits):
    """Convert logits to probabilities."""
    num_samples, num_classes = logits.shape
    max_logit = logits.max(axis=1, keepdims=True)
    exp_logits = np.exp(logits - max_logit)
    assert exp_logits.shape == (num_samples, num_classes)
    sum_exp_logits = exp_logits.sum(axis=1, keepdims=True)
    assert sum_exp_logits.shape == (num_samples, 1)
    return ...
