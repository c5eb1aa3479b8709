"""Hand in a link to the folder of another student.

Saved: no
Graded: no
"""
# %% tamper
folder.rmdir()
folder.symlink_to("../a-perfect/unit01")
