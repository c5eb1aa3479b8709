# Summed over the houses.
# fails: torch-sums-test
# hint: You added up the houses, so they have disappeared. Which axis holds the classes?
probs_sums = probs.sum(axis=0)
probs_sums.shape
