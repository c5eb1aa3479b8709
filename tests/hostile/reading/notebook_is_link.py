"""Hand in a link to the instructor's notebook.

Saved: no
Graded: no
"""
# %% tamper
(folder / "lab.ipynb").symlink_to("COURSE_FOLDER/source/unit01/lab.ipynb")
