"""A class's points, question by question, as the gradebook and the records have them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from nbgrader.api import (
    Assignment,
    Grade,
    Gradebook,
    GradeCell,
    MissingEntry,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import make_url, select

from autograder.course.errors import CourseError
from autograder.record.records import GRADED, HANDED_IN, NOT_GRADED, NOT_HANDED_IN, WAITS, Records

Outcomes = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Score:
    """One student's points for one question."""

    points: float
    max_points: float
    needs_person: bool  # whether it is a written answer that nobody has graded yet


@dataclass(frozen=True, slots=True)
class Row:
    """One student's scores in a notebook, in the order of its questions."""

    student: str
    scores: list[Score]
    outcome: str  # one of the records' OUTCOMES
    penalty: float = 0.0  # points off for handing in late

    @property
    def total(self) -> float:
        """Points so far, less the late penalty, without those of answers that nobody has graded yet."""
        return max(0.0, sum(score.points for score in self.scores) - self.penalty)

    @property
    def is_graded(self) -> bool:
        """Whether there was a hand-in that could be graded and so has scores, of its tests at least."""
        return self.outcome in (GRADED, WAITS)


@dataclass(frozen=True)
class NotebookScores:
    """A notebook's questions, each with its points, and one row per student, in the order of their ids."""

    name: str
    questions: list[tuple[str, float]]
    rows: list[Row]

    @property
    def max_points(self) -> float:
        """All points that the notebook is worth."""
        return sum(points for _, points in self.questions)


def read_assignment(assignment_id: str, db_url: str, only: str | None = None) -> list[NotebookScores]:
    """Read an assignment's scores and outcomes: its notebooks by name, its students by id, or only one student.

    Who is enrolled has a row even if she handed in nothing.

    Raises
    ------
    CourseError
        If the gradebook doesn't know the assignment.
    """
    with Gradebook(db_url) as gradebook, Records(db_url) as records:
        try:
            assignment: Assignment = gradebook.find_assignment(assignment_id)
        except MissingEntry:
            raise CourseError(
                f"The gradebook {make_url(db_url)} knows no assignment {assignment_id}. "
                f"Run: nbgrader generate_assignment {assignment_id}"
            ) from None
        submitted = _read_submitted(gradebook, assignment, only)
        handed_in = {student for student, _ in submitted}
        # nbgrader's own command leaves records as collecting wrote them: then only the gradebook says what is graded.
        graded_here = records.any_graded(assignment_id)
        outcomes = {
            (record.student, record.notebook): record.outcome
            for record in records.all(assignment_id, *([only] if only else []))
            if record.outcome != HANDED_IN or graded_here or record.student not in handed_in
        }
        enrolled = {student.student for student in records.students() if student.enrolled} if only is None else {only}
        students = sorted({*enrolled, *handed_in, *(student for student, _ in outcomes)})
        return [
            NotebookScores(
                notebook.name,
                [(cell.name, cell.max_score) for cell in cells],
                [_row(student, notebook, cells, submitted, outcomes) for student in students],
            )
            for notebook in sorted(assignment.notebooks, key=lambda notebook: str(notebook.name))
            for cells in [notebook.grade_cells]
        ]


@dataclass(slots=True)
class _Submitted:
    """What the gradebook has of one notebook of one student."""

    penalty: float
    grades: dict[str, tuple[float, bool]] = field(default_factory=dict)  # by cell: points, and whether it waits


def _read_submitted(
    gradebook: Gradebook, assignment: Assignment, only: str | None
) -> dict[tuple[str, str], _Submitted]:
    """Read all grades in one query, by student and notebook: nbgrader's classes would ask for each submission's."""
    query = (
        select(
            SubmittedAssignment.student_id,
            SubmittedNotebook.notebook_id,
            SubmittedNotebook.late_submission_penalty,
            Grade.cell_id,
            Grade.score,
            Grade.needs_manual_grade,
        )
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .outerjoin(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .where(SubmittedAssignment.assignment_id == assignment.id)
    )
    if only is not None:
        query = query.where(SubmittedAssignment.student_id == only)
    names = {notebook.id: str(notebook.name) for notebook in assignment.notebooks}
    found: dict[tuple[str, str], _Submitted] = {}
    for student, notebook, penalty, cell, points, waits in gradebook.db.execute(query):
        mine = found.setdefault((student, names[notebook]), _Submitted(penalty or 0.0))
        if cell is not None:
            mine.grades[cell] = (points, bool(waits))
    return found


def _row(student: str, notebook: Any, cells: Any, submitted: Mapping[Any, _Submitted], outcomes: Outcomes) -> Row:
    mine = submitted.get((student, notebook.name))
    grades = mine.grades if mine else {}
    found = [(cell.max_score, *grades.get(cell.id, (0, False))) for cell in cells]
    scores = [Score(points, max_points, waits) for max_points, points, waits in found]
    outcome = outcomes.get((student, notebook.name)) or _outcome(cells, scores, handed_in=mine is not None)
    if outcome in (GRADED, WAITS):  # since it was recorded, a person may have graded it
        outcome = WAITS if any(score.needs_person for score in scores) else GRADED
    return Row(student, scores, outcome, mine.penalty if mine else 0.0)


def _outcome(cells: Collection[GradeCell], scores: Collection[Score], *, handed_in: bool) -> str:
    """Tell by the gradebook what became of a hand-in: without any score for its code, it could not be graded."""
    if not handed_in:
        return NOT_HANDED_IN
    if all(score.needs_person for score in scores) and any(cell.cell_type == "code" for cell in cells):
        return NOT_GRADED
    return WAITS if any(score.needs_person for score in scores) else GRADED
