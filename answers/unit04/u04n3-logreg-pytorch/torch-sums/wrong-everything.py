# Summed over both.
# fails: torch-sums-test
probs_sums = probs.sum(axis=(0, 1))
probs_sums.shape
