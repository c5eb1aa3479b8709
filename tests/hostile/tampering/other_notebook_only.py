"""Hand in the notebook of another assignment under its name, and none of this one.

Saved: no
Graded: no
"""
# %% tamper
import nbformat

nbformat.write(nb, folder / "other.ipynb")
