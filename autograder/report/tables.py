"""Show a graded class as tables, with one row per student: for each notebook, then for all of them together."""

import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Assignment, Grade, Gradebook, MissingEntry
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder.course.errors import CourseError
from autograder.notebook.plain_text import printable
from autograder.record.records import NOT_GRADED, NOT_HANDED_IN, Records
from autograder.sandbox.provisioner import ISOLATED

# How the tables show a notebook without a score.
SYMBOLS = {NOT_HANDED_IN: "–", NOT_GRADED: "!"}
Outcomes = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class Score:
    """One student's points for one question."""

    points: float
    max_points: float
    needs_person: bool  # whether it is a written answer that nobody has graded yet

    @property
    def text(self) -> str:
        """The score as the table shows it, in colour, but never by colour alone."""
        if self.needs_person:
            return "[yellow]?[/]"
        color = "green" if self.points == self.max_points else "red"
        return f"[{color}]{self.points:g}[/]"


@dataclass(frozen=True)
class Row:
    """One student's scores in a notebook, in the order of its questions."""

    student: str
    scores: list[Score]
    outcome: str = ""  # what became of the hand-in, if that is recorded
    penalty: float = 0.0  # points off for handing in late

    @property
    def total(self) -> float:
        """Points so far, less the late penalty, without those of answers that nobody has graded yet."""
        return max(0.0, sum(score.points for score in self.scores) - self.penalty)

    @property
    def is_graded(self) -> bool:
        """Whether there was a hand-in that could be graded and so has scores."""
        return self.outcome not in SYMBOLS and any(not score.needs_person for score in self.scores)

    @property
    def text(self) -> str:
        """The total as the tables show it."""
        return f"{self.total:g}" if self.is_graded else SYMBOLS.get(self.outcome, SYMBOLS[NOT_GRADED])

    @property
    def texts(self) -> list[str]:
        """The scores as the tables show them."""
        return [score.text if self.is_graded else self.text for score in self.scores]


@dataclass(frozen=True)
class NotebookScores:
    """A notebook's questions, each with its points, and one row per student who handed in the assignment."""

    name: str
    questions: list[tuple[str, float]]
    rows: list[Row]

    @property
    def max_points(self) -> float:
        """All points that the notebook is worth."""
        return sum(points for _, points in self.questions)


def read_scores(
    gradebook: Gradebook, assignment_id: str, outcomes: Outcomes | None = None, enrolled: Collection[str] = ()
) -> list[NotebookScores]:
    """Read an assignment's scores: its notebooks by name, its students by id.

    Parameters
    ----------
    gradebook : Gradebook
        nbgrader's.
    assignment_id : str
        The assignment.
    outcomes : dict, optional
        What became of each hand-in, by student and notebook.
    enrolled : collection of str
        Students who get a row even if they handed in nothing.
    """
    outcomes = outcomes or {}
    assignment: Assignment = gradebook.find_assignment(assignment_id)
    submissions = sorted(assignment.submissions, key=lambda submission: str(submission.student_id))
    grades: dict[tuple[str, str], Grade] = {
        (submission.student_id, grade.cell_id): grade
        for submission in submissions
        for submitted in submission.notebooks
        for grade in submitted.grades
    }
    penalties = {
        (submission.student_id, submitted.name): submitted.late_submission_penalty or 0.0
        for submission in submissions
        for submitted in submission.notebooks
    }
    handed_in = {submission.student_id for submission in submissions}
    found = []
    for notebook in sorted(assignment.notebooks, key=lambda notebook: str(notebook.name)):
        cells = notebook.grade_cells
        rows = []
        for student in sorted({*handed_in, *enrolled, *(student for student, _ in outcomes)}):
            outcome = outcomes.get((student, notebook.name), "" if student in handed_in else NOT_HANDED_IN)
            scores = [_score(grades.get((student, cell.id)), cell.max_score) for cell in cells]
            rows.append(Row(student, scores, outcome, penalties.get((student, notebook.name), 0.0)))
        found.append(NotebookScores(notebook.name, [(cell.name, cell.max_score) for cell in cells], rows))
    return found


def read_assignment(assignment_id: str, db_url: str) -> list[NotebookScores]:
    """Read an assignment's scores and outcomes from a gradebook.

    Raises
    ------
    CourseError
        If the gradebook doesn't know the assignment.
    """
    with Gradebook(db_url) as gradebook, Records(db_url) as records:
        outcomes = {(record.student, record.notebook): record.outcome for record in records.all(assignment_id)}
        enrolled = {student.student for student in records.students() if student.enrolled}
        try:
            return read_scores(gradebook, assignment_id, outcomes, enrolled)
        except MissingEntry:
            raise CourseError(
                f"The gradebook {db_url} knows no assignment {assignment_id}. "
                f"Run: nbgrader generate_assignment {assignment_id}"
            ) from None


def _score(grade: Grade | None, max_points: float) -> Score:
    return Score(grade.score, max_points, bool(grade.needs_manual_grade)) if grade else Score(0, max_points, False)


def notebook_tables(notebook: NotebookScores) -> list[Table]:
    """Make the table of a class's scores in one notebook, and the list of its numbered questions."""
    # Without lines between columns, fifteen questions fit into eighty characters.
    scores = Table(title=f"{notebook.name}: points by student and question", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    scores.add_column("student", no_wrap=True)
    for number in range(1, len(notebook.questions) + 1):
        scores.add_column(str(number), justify="right", no_wrap=True)
    scores.add_column("so far", justify="right", style="bold", no_wrap=True)
    for row in notebook.rows:
        scores.add_row(escape(printable(row.student)), *row.texts, row.text)
    scores.add_section()
    scores.add_row("points in all", *(f"{points:g}" for _, points in notebook.questions), f"{notebook.max_points:g}")

    legend = Table(
        title=f"the questions of {notebook.name}",
        caption="?: needs a person to grade it (jupyter lab, Nbgrader › Formgrader)\n"
        f"{SYMBOLS[NOT_HANDED_IN]}: {NOT_HANDED_IN}; {SYMBOLS[NOT_GRADED]}: {NOT_GRADED} (autograder grade says why)",
        box=SIMPLE_HEAD,
    )
    legend.add_column("", justify="right")
    legend.add_column("question", no_wrap=True)
    legend.add_column("full points", justify="right")
    for number, (name, points) in enumerate(notebook.questions, start=1):
        scores_of_all = [row.scores[number - 1] for row in notebook.rows if row.is_graded]
        graded = [score for score in scores_of_all if not score.needs_person]
        full = sum(score.points == points for score in graded)
        legend.add_row(str(number), name, f"{full} of {len(graded)}" if graded else "?")
    return [scores, legend]


def summary_table(assignment_id: str, notebooks: list[NotebookScores], only: Collection[str] = ()) -> Table:
    """Make the table of points so far in each notebook, for all students or some, and of answers to grade."""
    summary = Table(title=f"{assignment_id}: points so far", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    summary.add_column("student", no_wrap=True)
    for notebook in notebooks:
        summary.add_column(notebook.name, justify="right", overflow="fold")
    summary.add_column("so far", justify="right", style="bold", no_wrap=True)
    summary.add_column("?", justify="right", style="yellow", no_wrap=True)
    for rows in zip(*(notebook.rows for notebook in notebooks), strict=True):
        if only and rows[0].student not in only:
            continue
        graded = [row for row in rows if row.is_graded]
        waiting = sum(score.needs_person for row in graded for score in row.scores)
        total = f"{sum(row.total for row in graded):g}" if graded else rows[0].text
        summary.add_row(escape(printable(rows[0].student)), *(row.text for row in rows), total, str(waiting or ""))
    points = [notebook.max_points for notebook in notebooks]
    summary.add_section()
    summary.add_row("points in all", *(f"{each:g}" for each in points), f"{sum(points):g}")
    return summary


def isolation_lines(assignment_id: str, autograded: Path) -> list[str]:
    """Say how submissions were isolated when they ran, according to their graded notebooks: a line for each level."""
    paths = sorted(autograded.glob(f"*/{assignment_id}/*.ipynb"))
    levels = Counter(json.loads(path.read_text())["metadata"].get("isolation", "not known") for path in paths)
    return [
        f"[{'green' if level == ISOLATED else 'bold red'}]Isolation of {count} of {len(paths)} notebooks[/]: {level}"
        for level, count in levels.most_common()
    ]


def report(
    assignment_id: str,
    db_url: str,
    console: Console,
    notebook_name: str | None = None,
    autograded: Path = Path("autograded"),
) -> None:
    """Print the tables of an assignment from a gradebook; with a notebook's name, only its own and the summary."""
    notebooks = read_assignment(assignment_id, db_url)
    names = [notebook.name for notebook in notebooks]
    if notebook_name not in (None, *names):
        raise CourseError(f"{assignment_id} has no notebook {notebook_name}. It has {', '.join(names)}.")
    for notebook in notebooks:
        if notebook_name in (None, notebook.name):
            console.print(*notebook_tables(notebook), sep="\n")
    if len(notebooks) > 1:
        console.print(summary_table(assignment_id, notebooks))
    for line in isolation_lines(assignment_id, autograded):
        console.print(line, soft_wrap=True)
