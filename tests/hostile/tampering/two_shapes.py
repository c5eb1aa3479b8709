"""Return a list that says it has one shape, and whose elements make an empty array of another."""
# %% double
import numpy as np


class Two(list):
    shape, ndim, size = (2,), 1, 2


def double(x):
    return Two([np.empty((0, 1))])
