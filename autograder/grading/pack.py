"""All that grading one notebook needs from a course, as plain data."""

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)
from nbgrader.utils import find_all_files
from traitlets.config import Config

from autograder.course.errors import CourseError
from autograder.grading.refuse_links import RefuseLinks
from autograder.misconceptions.table import path_of

# Steps of `nbgrader autograde` that `grade` leaves out: they read or write the gradebook or the course folder, which
# is the recorder's work, or check what `RestoreCells` has just made.
_NOT_PURE = (
    *(AssignLatePenalties, CheckCellMetadata, OverwriteCells, OverwriteKernelspec, RefuseLinks, SaveAutoGrades),
)


@dataclass(frozen=True)
class Pack:
    """A notebook of the course, with all that grading a submission needs."""

    assignment: str
    notebook: str
    source: bytes  # the instructor's notebook
    files: dict[str, bytes] = field(default_factory=dict)  # the instructor's other files, by path from the notebook's
    misconceptions: str = ""  # what tells known wrong answers apart (misconceptions/table.py), as a file's text
    students_own: tuple[str, ...] = ()  # those that a student may replace by her own
    steps: tuple[str, ...] = ()  # the steps of grading, in order, each as module:Class
    settings: dict[str, Any] = field(default_factory=dict)  # traitlets' configuration
    environment: str = ""  # fingerprint of Python and of all installed packages

    @property
    def fingerprint(self) -> str:
        """Identifies this pack: with the same fingerprint, a submission would get the same grade."""
        files = {path: sha256(content).hexdigest() for path, content in self.files.items()}
        parts = asdict(self) | {"source": sha256(self.source).hexdigest(), "files": files}
        return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def read_packs(config: Config, assignment: str) -> dict[str, Pack]:
    """Make the packs of an assignment's notebooks, by notebook.

    Raises
    ------
    CourseError
        If the assignment has no source notebooks.
    """
    course = CourseDirectory(config=config)
    folder = Path(course.format_path(course.source_directory, ".", assignment))
    notebooks = sorted(folder.glob("*.ipynb"))
    if not notebooks:
        raise CourseError(f"{folder} has no notebooks. Name an assignment that has some, such as unit01.")
    files = {
        str(Path(path).relative_to(folder)): Path(path).read_bytes()
        for path in sorted(find_all_files(str(folder), [*course.ignore, "*.ipynb"]))
    }
    lists = config.Autograde
    steps = [step for step in [*lists.sanitize_preprocessors, *lists.autograde_preprocessors] if step not in _NOT_PURE]
    return {
        path.stem: Pack(
            assignment,
            path.stem,
            path.read_bytes(),
            files,
            table.read_text() if (table := path_of(Path(course.root), assignment, path.stem)).is_file() else "",
            tuple(lists.get("exclude_overwriting", {}).get(assignment, ())),
            tuple(f"{step.__module__}:{step.__name__}" for step in steps),
            _plain(config),
            _environment(),
        )
        for path in notebooks
    }


def _plain(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the part of a configuration that JSON can hold, without paths of this machine and lists of steps."""
    left_out = ("CourseDirectory", "NbGrader", "Autograde", "GenerateAssignment", "GenerateFeedback")
    found: dict[str, Any] = {}
    for name, value in settings.items():
        if isinstance(value, Mapping):
            value = _plain(value)
        try:
            json.dumps(value)
        except TypeError:  # a class, or a value that isn't set until the configuration is complete
            continue
        if name not in left_out and value != {}:
            found[name] = value
    return found


@cache
def installed() -> tuple[str, ...]:
    """Return what else grades depend on: Python, and each installed package with its version."""
    # The names of these folders say each package and version; to read their metadata takes a third of a second.
    packages = sorted(path.name for folder in sys.path for path in Path(folder).glob("*.dist-info"))
    return (sys.version, *packages)


def _environment() -> str:
    return sha256("\n".join(installed()).encode()).hexdigest()
