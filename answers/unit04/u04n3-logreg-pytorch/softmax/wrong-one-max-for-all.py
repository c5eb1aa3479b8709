# One largest logit for the whole batch: rows far below it underflow.
# fails: softmax-stable-test
# hint: You subtract one maximum for all houses, so the rows far below it vanish. Each row has a
# hint: largest logit of its own.
def softmax(logits):
    """Convert logits to probabilities."""
    num_samples, num_classes = logits.shape
    max_logit = logits.max(axis=1, keepdims=True)
    exp_logits = np.exp(logits - logits.max())
    assert exp_logits.shape == (num_samples, num_classes)
    sum_exp_logits = exp_logits.sum(axis=1, keepdims=True)
    assert sum_exp_logits.shape == (num_samples, 1)
    return exp_logits / sum_exp_logits
