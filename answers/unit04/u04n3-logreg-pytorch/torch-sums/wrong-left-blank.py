# Left as it was.
# fails: torch-sums-test
# hint: A blank is still empty. Write down the shape of probs: which of its axes should disappear?
probs_sums = probs.sum(axis=...)
probs_sums.shape
