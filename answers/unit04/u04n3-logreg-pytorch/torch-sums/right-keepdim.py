# The sums as a column.
probs_sums = probs.sum(axis=1, keepdim=True)
probs_sums.shape
