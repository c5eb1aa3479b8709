# The logits are added up.
# fails: torch-sums-test
probs_sums = logits.sum(axis=1)
probs_sums.shape
