"""Copy cells with their metadata to try something, as Jupyter's paste does.

Deserves: answer, double, halve, total, line, pairs
"""
# %% tamper
from copy import deepcopy

cells = []
for cell in nb.cells:
    if cell.metadata.get("nbgrader", {}).get("solution"):
        cells.append(deepcopy(cell))
    cells.append(cell)
    if cell.metadata.get("nbgrader", {}).get("grade"):
        cells.append(deepcopy(cell))
nb.cells = cells
