"""Give back arrays of many megabytes without end, for a test that makes a list of them."""
# %% pairs
import numpy as np


def pairs(items):
    large = np.zeros(7 * 2**20)
    while True:
        yield large
