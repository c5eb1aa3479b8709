# The worst house instead of the average.
# fails: cross-entropy-test
# hint: You return the loss of a single house. What does the last step do with the losses of all
# hint: houses?
def cross_entropy_loss(y_true_onehot, probs):
    """Compute cross entropy loss."""
    # Strategy:
    # - Compute log probabilities
    # - Multiply by one-hot vectors and sum, to extract the log probabilities of the true classes
    # - Take the negative to get the loss
    # - Average the loss over the samples
    log_probs = np.log(probs + 1e-6)  # add a small value to avoid log(0)
    loss_per_sample = -np.sum(y_true_onehot * log_probs, axis=1)
    assert loss_per_sample.shape == (len(y_true_onehot),)
    return loss_per_sample.max()
