"""Hand in a file that says when the submission was handed in, with nonsense in it.

Graded: no
"""
# %% tamper
(folder / "timestamp.txt").write_text("in the year of the cat\n" * 1000)
