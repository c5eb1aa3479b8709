# The logits are added up.
# fails: torch-sums-test
# hint: You added up the logits. They may sum to anything: which numbers should sum to 1?
probs_sums = logits.sum(axis=1)
probs_sums.shape
