"""Students' folders in submitted/ and autograded/: each is taken by its name, whatever characters that has."""

import glob
import os
from pathlib import Path
from typing import Any

from autograder.notebook.plain_text import printable

TIMESTAMP = "timestamp.txt"
NOT_HANDED_IN = {TIMESTAMP, ".ipynb_checkpoints", "__pycache__"}  # what nbgrader, Jupyter and Python put there
MAX_BYTES = 100_000_000  # of a hand-in, with all files beside the notebook


def why_refused(student: str) -> str:
    """Say why nobody can have this id; "" if somebody can.

    nbgrader stops at a line break in a folder's name, and shows others, which move a terminal's cursor, as they are.
    """
    if student.isprintable():
        return ""
    return "the name of its folder has a line break or another control character, or isn't UTF-8"


def list_by_name(converter: Any, step: str) -> list[str]:
    """Correct the list of an nbgrader command: whose notebooks it is going to convert.

    nbgrader takes `*`, `?` and `[` in a folder's name for a pattern, which fits others' folders; and it doesn't see
    names that begin with a dot.

    Parameters
    ----------
    converter : nbgrader.converters.BaseConverter
        The command. Its `assignments` change.
    step : str
        The folder that it reads, such as "submitted".

    Returns
    -------
    list of str
        The students whose folders have no notebook.
    """
    course = converter.coursedir
    root = Path(course.root, step)
    students = [path.name for path in root.iterdir()] if course.student_id == "*" else [course.student_id]
    without = []
    for student in sorted(students):
        folder = course.format_path(step, student, course.assignment_id)
        if not os.path.isdir(folder):  # noqa: PTH112  # it ends the list that nbgrader made of a pattern
            continue
        converter.assignments.pop(folder, None)
        if why := why_refused(student):
            converter.log.error("%r is not graded: %s. Rename the folder.", student, why)
        elif found := glob.glob(os.path.join(glob.escape(folder), f"{course.notebook_id}.ipynb")):  # noqa: PTH118, PTH207
            converter.assignments[folder] = found
        else:
            without.append(student)
    return without


def why_no_notebook(folder: Path) -> str:
    """Say what is in a student's folder in place of a notebook; "" if it has one, or isn't there."""
    if not folder.is_dir():
        return ""
    names = sorted(printable(path.name) for path in folder.iterdir() if path.name not in NOT_HANDED_IN)
    if any(name.endswith(".ipynb") for name in names):
        return ""
    return f"there is no notebook, only {', '.join(names[:3])}" if names else "the folder is empty"
