"""Hand in every test cell three times, two of them emptied."""
# %% tamper
from copy import deepcopy

cells = []
for cell in nb.cells:
    cells.append(cell)
    if cell.metadata.get("nbgrader", {}).get("grade"):
        copies = [deepcopy(cell), deepcopy(cell)]
        for copy in copies:
            copy.source = "pass"
        cells[-1:] = [copies[0], cell, copies[1]]
nb.cells = cells
