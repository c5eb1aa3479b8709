"""What became of each student's assignment: every export shares this reading of the gradebook and the records."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nbgrader.api import Gradebook, MissingEntry

from autograder.course.errors import CourseError
from autograder.record.records import GRADED, HANDED_IN, NOT_GRADED, NOT_HANDED_IN, WAITS, Record, Records, Student


@dataclass(frozen=True)
class Grade:
    """One student's assignment."""

    student: str
    first_name: str
    last_name: str
    email: str
    outcome: str  # the worst of her notebooks'
    max_score: float
    raw_score: float | None = None  # points so far; None if nothing was handed in or graded
    penalty: float | None = None  # points off for handing in late
    score: float | None = None  # what counts: points less the penalty, never below 0; None unless all is graded
    handed_in_at: datetime | None = None  # in UTC, without a zone, as the gradebook has it
    seconds_late: float = 0.0
    is_late: bool = False  # by the due date, or by the LMS
    records: Sequence[Record] = ()  # of her notebooks
    known_as: Sequence[Student] = ()  # how each LMS knows her

    @property
    def so_far(self) -> float | None:
        """The score in which answers that wait for a person count as 0; None if nothing was handed in or graded."""
        return None if self.raw_score is None else max(0.0, self.raw_score - (self.penalty or 0.0))

    @property
    def name(self) -> str:
        """Her name as a person writes it, or her id."""
        return f"{self.first_name} {self.last_name}".strip() or self.student

    def known_to(self, lms: str) -> Student | None:
        """Return how an LMS knows her, as its roster says it if there is one; None if it doesn't know her."""
        rows = [row for row in self.known_as if row.lms == lms]
        return next((row for row in rows if row.enrolled), rows[0] if rows else None)


def read_grades(gradebook: Gradebook, records: Records, assignment_id: str) -> list[Grade]:
    """Read an assignment's grades, one for each student whom the gradebook knows, by id.

    Raises
    ------
    CourseError
        If the gradebook doesn't know the assignment.
    """
    try:
        assignment = gradebook.find_assignment(assignment_id)
    except MissingEntry:
        raise CourseError(
            f"The gradebook knows no assignment {assignment_id}. Run: nbgrader generate_assignment {assignment_id}"
        ) from None
    of_student: dict[str, list[Record]] = defaultdict(list)
    for record in records.all(assignment_id):
        of_student[record.student].append(record)
    known_as: dict[str, list[Student]] = defaultdict(list)
    for row in records.students():
        known_as[row.student].append(row)
    # nbgrader's own command leaves records as they are after collecting: then only the gradebook says what is graded.
    graded_here = any(record.pack for found in of_student.values() for record in found)
    submissions = {submission.student_id: submission for submission in assignment.submissions}
    return [
        _grade(
            *(student, assignment, submissions.get(student.id), of_student[student.id], known_as[student.id]),
            graded_here=graded_here,
        )
        for student in sorted(gradebook.students, key=lambda student: str(student.id))
    ]


def _grade(
    student: Any,
    assignment: Any,
    submission: Any,
    records: list[Record],
    known_as: list[Student],
    *,
    graded_here: bool,
) -> Grade:
    outcome = _outcome({record.outcome for record in records}, submission, graded_here=graded_here)
    late_by = submission.total_seconds_late if submission is not None and assignment.duedate else 0.0
    raw = penalty = None
    if outcome in (GRADED, WAITS):
        raw, penalty = float(submission.score), float(submission.late_submission_penalty or 0.0)
    return Grade(
        *(student.id, student.first_name or "", student.last_name or "", student.email or ""),
        *(outcome, float(assignment.max_score), raw, penalty),
        score=max(0.0, raw - penalty) if outcome == GRADED and raw is not None and penalty is not None else None,
        handed_in_at=submission.timestamp if submission is not None else None,
        seconds_late=float(late_by or 0.0),
        is_late=bool(late_by) or any(record.late for record in records),
        records=records,
        known_as=known_as,
    )


def _outcome(recorded: set[str], submission: Any, *, graded_here: bool) -> str:
    """Return one outcome for all notebooks of an assignment: the worst of them."""
    if NOT_GRADED in recorded:
        return NOT_GRADED
    if HANDED_IN in recorded and (graded_here or submission is None):
        return HANDED_IN
    if submission is None or recorded == {NOT_HANDED_IN}:
        return NOT_HANDED_IN
    return WAITS if submission.needs_manual_grade else GRADED
