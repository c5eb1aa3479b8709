# The mean instead of the sum.
# fails: torch-sums-test
# hint: You took the mean over the classes. What should the probabilities of a house sum to?
probs_sums = probs.mean(axis=1)
probs_sums.shape
