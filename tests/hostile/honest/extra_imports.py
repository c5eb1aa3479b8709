"""Import more than is needed, under other names.

Deserves: answer, double, halve, total, line, pairs
"""
# %% before answer
import math
import random as np_random
from collections import *

import pandas as pd
import torch
import torch.nn.functional as F
from numpy import add
# %% double
def double(x):
    return add(x, x)
