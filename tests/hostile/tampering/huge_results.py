"""Give back results that are too large to send, to read or to count."""
# %% answer
answer = 10**1_000_000
# %% double
import numpy as np


def double(x):
    return np.broadcast_to(np.float64(1), (2**40, 2))
# %% halve
def halve(x):
    return [0] * 50_000_000
# %% total
def total(numbers, weigh):
    return "x" * 300_000_000
# %% pairs
def pairs(items):
    return range(10**18)
