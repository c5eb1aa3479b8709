# Summed over everything.
# fails: torch-sums-test
# hint: You added up everything. Only the classes should disappear, and the houses should stay:
# hint: which axis is that?
probs_sums = probs.sum(axis=None)
probs_sums.shape
