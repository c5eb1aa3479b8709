"""Canvas: Grades › Import, and the assignment's Upload Submissions.

The table has the columns of Grades › Export: Student ("Lovelace, Ada"), ID, SIS User ID, SIS Login ID, Section, and
one for the assignment, called as there, "Unit 1 (4314282)". Canvas makes a new assignment of any other name. The row
"Points Possible" says what it is worth. Canvas finds a student by the ID; empty scores change nothing.

The archive has files with the names of Download Submissions, `lovelaceada_1815_1852_small.html`: who, Canvas's id of
the student, and of the file that she handed in. Canvas attaches each to a comment, under the name of that file.
Canvas's code for both: instructure/canvas-lms, lib/gradebook_importer.rb and app/models/abstract_assignment.rb.
"""

from collections.abc import Iterator, Sequence

from autograder.export.grades import Grade
from autograder.export.numbers import points
from autograder.record.records import Student


def knows(grade: Grade) -> bool:
    """Whether Canvas can tell whose this is."""
    return _student(grade) is not None


def table(grades: Sequence[Grade], column: str) -> Iterator[list[str]]:
    """Yield the rows of the table."""
    yield ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", column]
    yield ["    Points Possible", "", "", "", "", points(grades[0].max_score) if grades else ""]
    for grade in grades:
        student = _student(grade)
        if student is not None:
            yield [student.name, student.lms_id, student.sis_id, student.login, "", points(grade.score)]


def page(grade: Grade, notebook: str) -> str | None:
    """Return the name of a notebook's page in the archive; None if its file isn't from Canvas."""
    for record in grade.records:
        source = record.source
        if record.notebook == notebook and source.get("lms") == "canvas" and source.get("order"):
            own = [source["name"]] if source["name"] == source["lms_id"] else [source["name"], source["lms_id"]]
            return "_".join([*own, str(source["order"]), f"{notebook}.html"])
    return None


def _student(grade: Grade) -> Student | None:
    """Return how Canvas knows her by an id; in anonymous assignments there is none."""
    student = grade.known_to("canvas")
    return student if student and student.lms_id.isdigit() else None
