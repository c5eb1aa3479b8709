"""Answer with a matrix where an array is expected, as np.matrix and DataFrame have it.

Deserves: answer, double, halve, total, line, pairs
"""
# %% double
import numpy as np


def double(x):
    return np.asmatrix(2 * x)
