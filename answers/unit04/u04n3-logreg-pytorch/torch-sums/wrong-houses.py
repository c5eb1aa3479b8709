# Summed over the houses.
# fails: torch-sums-test
probs_sums = probs.sum(axis=0)
probs_sums.shape
