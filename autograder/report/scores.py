"""A class's points, question by question, as the gradebook and the records have them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from nbgrader.api import Assignment, Grade, Gradebook, GradeCell, MissingEntry

from autograder.course.errors import CourseError
from autograder.record.records import GRADED, HANDED_IN, NOT_GRADED, NOT_HANDED_IN, WAITS, Records

Outcomes = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class Score:
    """One student's points for one question."""

    points: float
    max_points: float
    needs_person: bool  # whether it is a written answer that nobody has graded yet


@dataclass(frozen=True)
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


def read_scores(
    gradebook: Gradebook,
    assignment_id: str,
    outcomes: Outcomes | None = None,
    enrolled: Collection[str] = (),
    only: str | None = None,
) -> list[NotebookScores]:
    """Read an assignment's scores: its notebooks by name, its students by id.

    Parameters
    ----------
    gradebook : Gradebook
        nbgrader's.
    assignment_id : str
        The assignment.
    outcomes : dict, optional
        What became of each hand-in, by student and notebook. Where there is none, the gradebook tells it.
    enrolled : collection of str
        Students who get a row even if they handed in nothing.
    only : str, optional
        The one student to read.
    """
    outcomes = outcomes or {}
    assignment: Assignment = gradebook.find_assignment(assignment_id)
    submitted = {
        (submission.student_id, notebook.name): notebook
        for submission in assignment.submissions
        if only in (None, submission.student_id)
        for notebook in submission.notebooks
    }
    students = sorted({*enrolled, *(student for student, _ in [*submitted, *outcomes])}) if only is None else [only]
    found = []
    for notebook in sorted(assignment.notebooks, key=lambda notebook: str(notebook.name)):
        cells = notebook.grade_cells
        rows = []
        for student in students:
            mine = submitted.get((student, notebook.name))
            grades = {grade.cell_id: grade for grade in mine.grades} if mine else {}
            scores = [_score(grades.get(cell.id), cell.max_score) for cell in cells]
            outcome = outcomes.get((student, notebook.name)) or _outcome(cells, scores, handed_in=mine is not None)
            if outcome in (GRADED, WAITS):  # since it was recorded, a person may have graded it
                outcome = WAITS if any(score.needs_person for score in scores) else GRADED
            rows.append(Row(student, scores, outcome, (mine.late_submission_penalty or 0.0) if mine else 0.0))
        found.append(NotebookScores(notebook.name, [(cell.name, cell.max_score) for cell in cells], rows))
    return found


def read_assignment(assignment_id: str, db_url: str, only: str | None = None) -> list[NotebookScores]:
    """Read an assignment's scores and outcomes from a gradebook, of the class or only of one student.

    Raises
    ------
    CourseError
        If the gradebook doesn't know the assignment.
    """
    with Gradebook(db_url) as gradebook, Records(db_url) as records:
        recorded = records.all(assignment_id)
        # nbgrader's own command leaves records as collecting wrote them: then only the gradebook says what is graded.
        graded_here = any(record.pack for record in recorded)
        try:
            submitted = {submission.student_id for submission in gradebook.assignment_submissions(assignment_id)}
            outcomes = {
                (record.student, record.notebook): record.outcome
                for record in recorded
                if record.outcome != HANDED_IN or graded_here or record.student not in submitted
            }
            enrolled = {student.student for student in records.students() if student.enrolled}
            return read_scores(gradebook, assignment_id, outcomes, enrolled, only)
        except MissingEntry:
            raise CourseError(
                f"The gradebook {db_url} knows no assignment {assignment_id}. "
                f"Run: nbgrader generate_assignment {assignment_id}"
            ) from None


def _score(grade: Grade | None, max_points: float) -> Score:
    return Score(grade.score, max_points, bool(grade.needs_manual_grade)) if grade else Score(0, max_points, False)


def _outcome(cells: Collection[GradeCell], scores: Collection[Score], *, handed_in: bool) -> str:
    """Tell by the gradebook what became of a hand-in: without any score for its code, it could not be graded."""
    if not handed_in:
        return NOT_HANDED_IN
    if all(score.needs_person for score in scores) and any(cell.cell_type == "code" for cell in cells):
        return NOT_GRADED
    return WAITS if any(score.needs_person for score in scores) else GRADED
