"""Hand in a notebook that says it is of a version from the future.

Saved: no
Graded: no
"""
# %% tamper
import json

nb.nbformat, nb.nbformat_minor = 99, 99
(folder / "lab.ipynb").write_text(json.dumps(nb))
