"""A table for a spreadsheet, or for an LMS that has no file here: ids, names, and a column for the assignment.

The archive has a folder for each student.
"""

from collections.abc import Iterator, Sequence

from autograder.export.grades import Grade
from autograder.export.numbers import points


def knows(grade: Grade) -> bool:
    """Everybody is known by nbgrader's id."""
    return True


def table(grades: Sequence[Grade], column: str) -> Iterator[list[str]]:
    """Yield the rows of the table."""
    yield ["student_id", "last_name", "first_name", "email", column, "max_score", "late_penalty", "outcome"]
    for grade in grades:
        own = [grade.student, grade.last_name, grade.first_name, grade.email]
        yield [*own, points(grade.score), points(grade.max_score), points(grade.penalty), grade.outcome]


def page(grade: Grade, notebook: str) -> str | None:
    """Return the path of a notebook's page in the archive."""
    return f"{grade.student}/{notebook}.html"
