# Adds up the first three columns, whatever the number of classes.
# fails: softmax-test
# hint: Your sum stops after three classes, however many there are. Look at what the given lines
# hint: have summed for you.
def softmax(logits):
    """Convert logits to probabilities."""
    num_samples, num_classes = logits.shape
    max_logit = logits.max(axis=1, keepdims=True)
    exp_logits = np.exp(logits - max_logit)
    assert exp_logits.shape == (num_samples, num_classes)
    sum_exp_logits = exp_logits.sum(axis=1, keepdims=True)
    assert sum_exp_logits.shape == (num_samples, 1)
    return exp_logits / exp_logits[:, :3].sum(axis=1, keepdims=True)
