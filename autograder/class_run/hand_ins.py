"""What students have handed in, in submitted/."""

import logging
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath

from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import parse_utc

from autograder.collect.hand_in import HandIn, Sender
from autograder.course.errors import CourseError
from autograder.course.student_folders import MAX_BYTES, NOT_HANDED_IN, TIMESTAMP

log = logging.getLogger(__name__)


def students_of(course: CourseDirectory, assignment: str) -> list[str]:
    """List who has a folder for an assignment in submitted/, whatever characters the id has.

    Raises
    ------
    CourseError
        If nobody has.
    """
    root = Path(course.root, course.submitted_directory)
    found = [path.name for path in root.iterdir() if (path / assignment).is_dir()] if root.is_dir() else []
    if not found:
        raise CourseError(
            f"{root} has no hand-ins for {assignment}. Collect them: autograder collect {assignment} ARCHIVE"
        )
    return sorted(found)


def read_hand_in(course: CourseDirectory, assignment: str, student: str, notebook: str) -> HandIn | None:
    """Read one hand-in; None where there is no such notebook. What can't be used says so in `wrong`.

    Links are not followed: they could lead to the gradebook, to the solutions or to another student's work.
    """
    folder = Path(course.root, course.submitted_directory, student, assignment)
    path = folder / f"{notebook}.ipynb"
    sender = Sender("", student, student)
    if not (path.is_symlink() or path.exists()):
        return None
    for part in (path, folder, folder.parent):
        if part.is_symlink():
            wrong = f"{part.relative_to(course.root)} is a link to another place. Put the file itself there."
            return HandIn(student, sender, assignment, notebook, wrong=wrong)
    if not path.is_file():
        return HandIn(student, sender, assignment, notebook, wrong=f"{path.name} is not a file")
    others: dict[PurePosixPath, bytes] = {}
    left = MAX_BYTES - path.stat().st_size
    for other in _files(folder):
        left -= other.stat().st_size
        if left < 0:
            break
        if other.suffix != ".ipynb":
            others[PurePosixPath(other.relative_to(folder))] = other.read_bytes()
    if left < 0:
        wrong = f"the notebook and the files beside it are larger than {MAX_BYTES // 10**6} MB"
        return HandIn(student, sender, assignment, notebook, wrong=wrong)
    return HandIn(student, sender, assignment, notebook, path.read_bytes(), others)


def read_time(course: CourseDirectory, assignment: str, student: str) -> datetime | None:
    """Read when a student handed in, in UTC and without a zone; None if her timestamp.txt is missing or has no time."""
    path = Path(course.root, course.submitted_directory, student, assignment, TIMESTAMP)
    if path.is_symlink() or not path.is_file():
        return None
    try:
        with path.open() as file:
            return parse_utc(file.read(100).strip())
    except Exception as error:  # whatever dateutil makes of it
        log.warning("%s has no time, so %s counts as in time: %s", path, student, error)
        return None


def _files(folder: Path) -> Iterator[Path]:
    """Yield all regular files below a folder, and follow no link."""
    for path in sorted(folder.iterdir()):
        if path.name in NOT_HANDED_IN or path.is_symlink():
            continue
        if path.is_dir():
            yield from _files(path)
        elif path.is_file():
            yield path
