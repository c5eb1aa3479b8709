# Changes the probabilities that it is given.
# fails: cross-entropy-test
# hint: Your function changes an array that it was given. Which operation of yours works in place,
# hint: without a copy?
def cross_entropy_loss(y_true_onehot, probs):
    """Compute cross entropy loss."""
    # Strategy:
    # - Compute log probabilities
    # - Multiply by one-hot vectors and sum, to extract the log probabilities of the true classes
    # - Take the negative to get the loss
    # - Average the loss over the samples
    log_probs = np.log(np.add(probs, 1e-6, out=probs))
    loss_per_sample = -np.sum(y_true_onehot * log_probs, axis=1)
    assert loss_per_sample.shape == (len(y_true_onehot),)
    return loss_per_sample.mean()
