"""Turn warnings into errors, and NumPy's too, for the rest of the notebook.

Deserves: answer, double, halve, total, line, pairs
"""
# %% before answer
import warnings

import numpy as np

warnings.simplefilter("error")
np.seterr(all="raise")
np.set_printoptions(precision=2)
