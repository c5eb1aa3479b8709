# Summed over everything.
# fails: torch-sums-test
probs_sums = probs.sum(axis=None)
probs_sums.shape
