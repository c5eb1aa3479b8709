"""Show a megabyte in each of many cells.

Told: all cells together more than 5 MB
"""
# %% before answer
SHOWN = "x" * 900_000
# %% tamper
from nbformat.v4 import new_code_cell

nb.cells += [new_code_cell("print(SHOWN)") for _ in range(12)]
