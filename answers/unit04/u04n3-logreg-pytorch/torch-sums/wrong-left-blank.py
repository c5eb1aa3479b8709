# Left as it was.
# fails: torch-sums-test
probs_sums = probs.sum(axis=...)
probs_sums.shape
