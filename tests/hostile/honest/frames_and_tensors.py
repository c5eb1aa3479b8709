"""Answer with what np.allclose takes for an array: a Series, a tensor, an array of another kind.

Deserves: answer, double, halve, total, line, pairs
"""
# %% answer
import torch

answer = torch.tensor(271.828, dtype=torch.float64)
# %% double
import pandas as pd


def double(x):
    return pd.Series(2 * x, index=list("ab"))
# %% halve
import numpy as np


def halve(x):
    return np.array(x, dtype=object) / 2
# %% total
def total(numbers, weigh):
    return int(sum(torch.tensor([float(weigh(number)) for number in numbers])))
# %% pairs
def pairs(items):
    return (tuple(items[i : i + 2]) for i in range(len(items) - 1))
