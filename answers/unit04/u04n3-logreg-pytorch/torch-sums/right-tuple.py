# A tuple of one axis.
probs_sums = probs.sum(axis=(1,))
probs_sums.shape
