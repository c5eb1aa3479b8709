"""Answer in other types: a Fraction, a matrix, a Decimal, a list, a tensor's number.

Deserves: answer, double, halve, total, line, pairs
"""
# %% answer
from fractions import Fraction

answer = Fraction(271828, 1000)
# %% double
def double(x):
    return [2 * number for number in x]
# %% halve
from decimal import Decimal


def halve(x):
    return Decimal(x) / 2
# %% total
import numpy as np


def total(numbers, weigh):
    return np.sum([weigh(number) for number in numbers])
# %% line
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    slope: float
    intercept: float

    def at(self, x):
        return np.float32(self.slope) * x + np.float64(self.intercept)
# %% pairs
def pairs(items):
    return [(first, second) for first, second in zip(items, items[1:])]
