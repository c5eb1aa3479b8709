"""Wrap tested functions: cached, counted, as objects that can be called, as methods of an object.

Deserves: answer, double, halve, total, line, pairs
"""
# %% double
import functools

import numpy as np

double = functools.partial(np.multiply, 2)
# %% halve
@functools.lru_cache(maxsize=None)
def halve(x):
    return x / 2
# %% total
class Total:
    def __call__(self, numbers, weigh):
        return sum(weigh(number) for number in numbers)


total = Total()
# %% pairs
import itertools

pairs = itertools.pairwise
