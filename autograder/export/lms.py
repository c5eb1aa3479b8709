"""Where grades can go: a file for each LMS. To add one, write a file like theirs, and list it here.

Each has `knows(grade)`, whether the LMS can tell whose a grade is, `table(grades, column)`, which yields the rows of
the table that it reads, and `page(grade, notebook)`, the path of a feedback page in the archive that it reads.
"""

import csv
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from nbgrader.api import Gradebook
from nbgrader.plugins import ExportPlugin
from traitlets import Bool, Enum, Unicode

from autograder.course.errors import CourseError
from autograder.export import canvas, gradescope, moodle, plain_table
from autograder.export.grades import Grade, read_grades
from autograder.record.records import NOT_HANDED_IN, WAITS, Records

LMSS: dict[str, ModuleType] = {
    "canvas": canvas,
    "moodle": moodle,
    "gradescope": gradescope,
    "csv": plain_table,
}


class ExportForLMS(ExportPlugin):
    """Writes the grades of one assignment as the table that an LMS reads."""

    lms = Enum([*LMSS], "csv", help="Where the grades go.").tag(config=True)
    column = Unicode(
        help="What the LMS calls the assignment, such as 'Unit 1 (4314282)' in Canvas. Default: its name here."
    ).tag(config=True)
    missing_as_zero = Bool(False, help="Whether students who handed in nothing get 0 points, not no score.").tag(
        config=True
    )
    so_far = Bool(
        False, help="Whether answers that wait for a person count as 0 points; otherwise, they have no score yet."
    ).tag(config=True)

    def export(self, gradebook: Gradebook) -> None:
        """Write the table, and keep the grades in `grades`: of who is enrolled or has handed in."""
        try:
            (assignment,) = self.assignment
        except ValueError:
            raise CourseError("A table for an LMS has one assignment. Name it: --assignment='[\"unit01\"]'") from None
        with Records(gradebook.engine.url.render_as_string(hide_password=False)) as records:
            every = [self._counted(grade) for grade in read_grades(gradebook, records, assignment)]
        # Without a roster, all are enrolled whom the gradebook knows.
        enrolled = {row.student for grade in every for row in grade.known_as if row.enrolled}
        expected = enrolled or {grade.student for grade in every}
        self.grades = [grade for grade in every if grade.outcome != NOT_HANDED_IN or grade.student in expected]
        self.grades = [grade for grade in self.grades if not self.student or grade.student in self.student]
        self.path = Path(self.to or f"grades-{assignment}-{self.lms}.csv")
        with self.path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows(
                LMSS[self.lms].table(self.grades, self.column or assignment)
            )

    def _counted(self, grade: Grade) -> Grade:
        if self.missing_as_zero and grade.outcome == NOT_HANDED_IN:
            return replace(grade, score=0.0)
        return replace(grade, score=grade.so_far) if self.so_far and grade.outcome == WAITS else grade
