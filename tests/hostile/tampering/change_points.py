"""Write other points and checksums into the cells' metadata."""
# %% tamper
for cell in nb.cells:
    if "nbgrader" in cell.metadata:
        cell.metadata.nbgrader.update(points=1000, max_score=1000, score=1000, checksum="0" * 32)
# %% answer
answer = 5.0
