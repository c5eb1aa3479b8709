"""Lay IPython's and Jupyter's own configuration beside the notebook, to be run by the grader."""
# %% tamper
TROJAN = 'open("COURSE_FOLDER/breach", "w").write("")\nprint("BRE" "ACH")\n'
for name in (
    "profile_default/startup/00.py",
    ".ipython/profile_default/startup/00.py",
    ".ipython/profile_default/ipython_config.py",
    ".jupyter/jupyter_nbconvert_config.py",
    ".jupyter/nbgrader_config.py",
    "jupyter_config.py",
    ".config/matplotlib/matplotlibrc",
    ".pdbrc",
    "pyvenv.cfg",
):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TROJAN)
