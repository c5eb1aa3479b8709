"""`nbgrader export`: the grades of all assignments as CSV, which tells a missing hand-in from 0 points."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.plugins import ExportPlugin

from autograder.export.grades import read_grades
from autograder.record.records import Records

_FIELDS = ["assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"]
_FIELDS += ["outcome", "late", "raw_score", "late_submission_penalty", "score", "max_score"]


class ExportOutcomes(ExportPlugin):
    """nbgrader's CSV, with what became of each hand-in; scores are empty if nothing was handed in or graded."""

    def export(self, gradebook: Gradebook) -> None:
        """Write one row per assignment and student."""
        with Path(self.to or "grades.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, _FIELDS)
            writer.writeheader()
            with Records(gradebook.engine.url.render_as_string(hide_password=False)) as records:
                for assignment in gradebook.assignments:
                    if not self.assignment or assignment.name in self.assignment:
                        writer.writerows(self._rows(gradebook, records, assignment))

    def _rows(self, gradebook: Gradebook, records: Records, assignment: Any) -> Iterator[dict[str, Any]]:
        for grade in read_grades(gradebook, records, assignment.name):
            if not self.student or grade.student in self.student:
                yield {
                    **{"assignment": assignment.name, "duedate": assignment.duedate, "timestamp": grade.handed_in_at},
                    **{"student_id": grade.student, "last_name": grade.last_name, "first_name": grade.first_name},
                    **{"email": grade.email, "outcome": grade.outcome, "late": "late" if grade.is_late else ""},
                    **{"raw_score": grade.raw_score, "late_submission_penalty": grade.penalty},
                    **{"score": grade.so_far, "max_score": grade.max_score},
                }
