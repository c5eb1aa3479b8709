"""Gradescope: the table of Review Grades › Download Grades.

Gradescope itself takes neither grades nor feedback from elsewhere: the table is for whatever reads Gradescope's, such
as an LMS's importer. Columns: First Name, Last Name, SID, Email, Sections, Total Score, Max Points, Status ("Graded",
"Ungraded" or "Missing"), Submission ID, Submission Time, Lateness (H:M:S). The archive has a folder for each
submission, as Gradescope's export has, with her pages. Gradescope's help center, "Exporting grades", tells of it.
"""

from collections.abc import Iterator, Sequence

from autograder.export.grades import Grade
from autograder.export.numbers import points
from autograder.record.records import NOT_HANDED_IN, Student

_HEADER = ["First Name", "Last Name", "SID", "Email", "Sections", "Total Score", "Max Points", "Status"]
_HEADER += ["Submission ID", "Submission Time", "Lateness (H:M:S)"]


def knows(grade: Grade) -> bool:
    """Whether a reader can tell whose this is."""
    return bool(_student(grade).email or _student(grade).sis_id)


def table(grades: Sequence[Grade], column: str) -> Iterator[list[str]]:
    """Yield the rows of the table."""
    yield _HEADER
    for grade in filter(knows, grades):
        student = _student(grade)
        own = [grade.first_name, grade.last_name, student.sis_id, student.email, ""]
        status = "Missing" if grade.outcome == NOT_HANDED_IN else "Ungraded" if grade.score is None else "Graded"
        yield [*own, points(grade.score), points(grade.max_score), status, _submission(grade), *_times(grade)]


def page(grade: Grade, notebook: str) -> str | None:
    """Return the path of a notebook's page in the archive; None if what she handed in isn't from Gradescope."""
    number = _submission(grade)
    return f"submission_{number}/{notebook}.html" if number else None


def _student(grade: Grade) -> Student:
    return grade.known_to("gradescope") or Student("gradescope", "", grade.student, email=grade.email)


def _submission(grade: Grade) -> str:
    """Return Gradescope's number of what she handed in; "" if there is none."""
    sources = [record.source for record in grade.records if record.source.get("lms") == "gradescope"]
    return str(max((int(source.get("order", 0)) for source in sources), default=0) or "")


def _times(grade: Grade) -> tuple[str, str]:
    """Return when she handed in, and how late."""
    if grade.outcome == NOT_HANDED_IN:
        return "", ""
    minutes, seconds = divmod(round(grade.seconds_late), 60)
    time = f"{grade.handed_in_at:%Y-%m-%d %H:%M:%S} +0000" if grade.handed_in_at else ""
    return time, f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
