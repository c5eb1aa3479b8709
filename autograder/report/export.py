"""`nbgrader export`: the grades of all assignments as CSV, which tells a missing hand-in from 0 points."""

import csv
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import ExportPlugin

from autograder.record.records import GRADED, NOT_GRADED, NOT_HANDED_IN, WAITS, Records

_FIELDS = ["assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"]
_FIELDS += ["outcome", "late", "raw_score", "late_submission_penalty", "score", "max_score"]


class ExportOutcomes(ExportPlugin):
    """nbgrader's CSV, with what became of each hand-in; scores are empty if nothing was handed in or graded."""

    def export(self, gradebook: Gradebook) -> None:
        """Write one row per assignment and student."""
        with Path(self.to or "grades.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, _FIELDS)
            writer.writeheader()
            with Records(gradebook.engine.url.render_as_string(hide_password=False)) as records:
                for assignment in gradebook.assignments:
                    if not self.assignment or assignment.name in self.assignment:
                        writer.writerows(self._rows(gradebook, records, assignment))

    def _rows(self, gradebook: Gradebook, records: Records, assignment: Any) -> list[dict[str, Any]]:
        recorded: dict[str, set[str]] = {}
        late = set()  # as the LMS says it
        for record in records.all(assignment.name):
            recorded.setdefault(record.student, set()).add(record.outcome)
            if record.late:
                late.add(record.student)
        rows = []
        for student in gradebook.students:
            if self.student and student.id not in self.student:
                continue
            row = {name: getattr(student, name) for name in ("last_name", "first_name", "email")}
            row |= {"assignment": assignment.name, "duedate": assignment.duedate, "student_id": student.id}
            row |= {"late": "late" if student.id in late else ""}
            found = recorded.get(student.id, set())
            row |= {"max_score": assignment.max_score, "outcome": NOT_GRADED if NOT_GRADED in found else NOT_HANDED_IN}
            try:
                submission = gradebook.find_submission(assignment.name, student.id)
            except MissingEntry:
                rows.append(row)
                continue
            row |= {"timestamp": submission.timestamp, "outcome": _outcome(found, submission)}
            if assignment.duedate and submission.total_seconds_late:
                row["late"] = "late"
            if row["outcome"] not in (NOT_HANDED_IN, NOT_GRADED):
                penalty = submission.late_submission_penalty
                row |= {"raw_score": submission.score, "late_submission_penalty": penalty}
                row |= {"score": max(0.0, submission.score - penalty)}
            rows.append(row)
        return rows


def _outcome(recorded: set[str], submission: Any) -> str:
    """Return one outcome for all notebooks of an assignment: the worst of them."""
    if recorded == {NOT_HANDED_IN}:
        return NOT_HANDED_IN
    if NOT_GRADED in recorded:
        return NOT_GRADED
    return WAITS if submission.needs_manual_grade else GRADED
