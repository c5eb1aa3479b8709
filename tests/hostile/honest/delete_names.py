"""Delete names that are done with, and those of Python and of given cells that one has rebound before.

Deserves: answer, double, halve, total, line, pairs
"""
# %% before double
sum = 3
list = [1]
del sum, list, np
# %% double
factor = 2


def double(x):
    return factor * x


import numpy
# %% after pairs
del answer, double, halve, numbers
