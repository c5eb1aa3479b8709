"""Take a little less than a cell's time in each of many cells.

Told: All cells together took more than 10 seconds
"""
# %% tamper
from nbformat.v4 import new_code_cell

nb.cells[3:3] = [new_code_cell("import time\n\ntime.sleep(2.5)") for _ in range(20)]
