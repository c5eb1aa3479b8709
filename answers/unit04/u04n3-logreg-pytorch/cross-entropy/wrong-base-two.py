# Logarithm to the base of 2.
# fails: cross-entropy-test
# hint: Your logarithm has the base 2. The loss uses the natural logarithm: leave the given lines as
# hint: they were.
def cross_entropy_loss(y_true_onehot, probs):
    """Compute cross entropy loss."""
    # Strategy:
    # - Compute log probabilities
    # - Multiply by one-hot vectors and sum, to extract the log probabilities of the true classes
    # - Take the negative to get the loss
    # - Average the loss over the samples
    log_probs = np.log2(probs + 1e-6)
    loss_per_sample = -np.sum(y_true_onehot * log_probs, axis=1)
    assert loss_per_sample.shape == (len(y_true_onehot),)
    return loss_per_sample.mean()
