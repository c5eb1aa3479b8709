"""Feedback as the archive that an LMS takes."""

import zipfile
from collections.abc import Iterable
from pathlib import Path

from autograder.course.errors import CourseError
from autograder.export.grades import Grade
from autograder.export.lms import LMSS


def pack_feedback(lms: str, grades: Iterable[Grade], assignment: str, feedback: Path, archive: Path) -> list[str]:
    """Pack the pages in feedback/STUDENT/ASSIGNMENT/ as an LMS takes them.

    Returns
    -------
    list of str
        The students whose pages are left out, because the LMS couldn't tell whose they are.

    Raises
    ------
    CourseError
        If there are no pages.
    """
    pages = [
        (grade, path) for grade in grades for path in sorted(Path(feedback, grade.student, assignment).glob("*.html"))
    ]
    if not pages:
        raise CourseError(f"{feedback} has no pages of {assignment}. Run: nbgrader generate_feedback {assignment}")
    left_out = []
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for grade, path in pages:
            name = LMSS[lms].page(grade, path.stem)
            if name:
                file.write(path, name)
            else:
                left_out.append(grade.student)
    return list(dict.fromkeys(left_out))
