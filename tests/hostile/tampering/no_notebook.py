"""Hand in a file that is no notebook under a notebook's name.

Saved: no
Graded: no
"""
# %% tamper
(folder / "lab.ipynb").write_bytes(b"\x00\xff{[" * 1000)
