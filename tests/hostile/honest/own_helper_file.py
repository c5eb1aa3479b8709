"""Import an own file from beside the notebook, and read data from there.

Deserves: answer, double, halve, total, line, pairs
"""
# %% tamper
(folder / "helper.py").write_text("def twice(x):\n    return x + x\n")
(folder / "data").mkdir()
(folder / "data" / "numbers.csv").write_text("1,2\n")
# %% double
from helper import twice


def double(x):
    assert open("data/numbers.csv").read()
    return twice(x)
