"""Hand in more notebooks: one of another assignment, one more of this under another name, one in a folder."""
# %% tamper
import nbformat

(folder / "deeper").mkdir()
for name in ("other.ipynb", "lab2.ipynb", "deeper/lab.ipynb", "LAB.ipynb"):
    nbformat.write(nb, folder / name)
elsewhere = folder.parent / "unit02"
elsewhere.mkdir()
nbformat.write(nb, elsewhere / "lab.ipynb")
