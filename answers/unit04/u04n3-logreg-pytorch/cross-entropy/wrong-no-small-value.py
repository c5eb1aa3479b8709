# Without the 1e-6: infinite where a probability is 0.
# fails: cross-entropy-test
# hint: Your loss is infinite where a probability is 0. Which given line took care of that?
def cross_entropy_loss(y_true_onehot, probs):
    """Compute cross entropy loss."""
    # Strategy:
    # - Compute log probabilities
    # - Multiply by one-hot vectors and sum, to extract the log probabilities of the true classes
    # - Take the negative to get the loss
    # - Average the loss over the samples
    log_probs = np.log(probs)
    loss_per_sample = -np.sum(y_true_onehot * log_probs, axis=1)
    assert loss_per_sample.shape == (len(y_true_onehot),)
    return loss_per_sample.mean()
