"""Moodle: the assignment's Upload grading worksheet and Upload multiple feedback files in a zip.

The table has the columns of Download grading worksheet that uploading reads, among others: Identifier ("Participant
1234567", a number that is the student's in this assignment only), Grade and Last modified (grade). Empty grades change
nothing. The columns have their English names; Moodle reads those of the language that one uses it in. Without
"Feedback comments", it keeps the comments that are there. Grades › Import › CSV file takes the same table: students are
told by Email address or ID number.

In the archive, each student has the folder of Download all submissions, `Ada Lovelace_1234567_assignsubmission_file`.
Moodle's code for both: moodle/moodle, mod/assign/feedback/offline/importgradeslib.php and
mod/assign/feedback/file/importziplib.php.
"""

from collections.abc import Iterator, Sequence

from autograder.export.grades import Grade
from autograder.export.numbers import points
from autograder.record.records import Student

_HEADER = ["Identifier", "Full name", "ID number", "Email address", "Status", "Grade", "Maximum grade"]


def knows(grade: Grade) -> bool:
    """Whether Moodle can tell whose this is, in one of the two ways to upload the table."""
    return bool(_participant(grade) or _student(grade).email or _student(grade).sis_id)


def table(grades: Sequence[Grade], column: str) -> Iterator[list[str]]:
    """Yield the rows of the table. Whoever uploads it says which assignment it is for."""
    yield [*_HEADER, "Last modified (grade)"]
    for grade in filter(knows, grades):
        number, student = _participant(grade), _student(grade)
        own = [f"Participant {number}" if number else "", grade.name, student.sis_id, student.email]
        yield [*own, grade.outcome, points(grade.score), points(grade.max_score), "-"]


def page(grade: Grade, notebook: str) -> str | None:
    """Return the path of a notebook's page in the archive; None if her number in this assignment isn't known."""
    number = _participant(grade)
    name = grade.name.replace("_", " ").replace("/", " ")
    return f"{name}_{number}_assignsubmission_file/{notebook}.html" if number else None


def _student(grade: Grade) -> Student:
    return grade.known_to("moodle") or Student("moodle", "", grade.student, email=grade.email)


def _participant(grade: Grade) -> str:
    """Return her number in this assignment, by what she handed in or else by the grading worksheet; "" if unknown."""
    sources = [record.source for record in grade.records if record.source.get("lms") == "moodle"]
    listed = [row for row in grade.known_as if row.lms == "moodle" and row.enrolled]
    numbers = [str(source.get("handle", "")) for source in sources]
    numbers += [row.lms_id for row in listed if row.lms_id not in (row.sis_id, row.login)]
    return next((number for number in numbers if number.isdigit()), "")
