"""Show a graded class as tables: one row per student, one column per question; each notebook, then all of them."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Assignment, Grade, Gradebook, MissingEntry
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from autograder.course.errors import CourseError
from autograder.sandbox.provisioner import ISOLATED


@dataclass(frozen=True)
class Score:
    """What one question brought one student."""

    points: float
    max_points: float
    needs_person: bool  # a written answer that nobody has graded yet

    @property
    def text(self) -> str:
        """The score as the table shows it, in colour: never by colour alone."""
        if self.needs_person:
            return "[yellow]?[/]"
        color = "green" if self.points == self.max_points else "red"
        return f"[{color}]{self.points:g}[/]"


@dataclass(frozen=True)
class Row:
    """One student's scores in a notebook, in the order of its questions."""

    student: str
    scores: list[Score]

    @property
    def total(self) -> float:
        """Points so far, without those of answers that nobody has graded yet."""
        return sum(score.points for score in self.scores)

    @property
    def is_graded(self) -> bool:
        """Whether the submission went through: one that could not be read has no score of any kind."""
        return any(not score.needs_person for score in self.scores)

    @property
    def text(self) -> str:
        """The total as the tables show it."""
        return f"{self.total:g}" if self.is_graded else "none"


@dataclass(frozen=True)
class NotebookScores:
    """A notebook's questions, each with its points, and a row for each student who handed the assignment in."""

    name: str
    questions: list[tuple[str, float]]
    rows: list[Row]

    @property
    def max_points(self) -> float:
        """All points that the notebook is worth."""
        return sum(points for _, points in self.questions)


def read_scores(gradebook: Gradebook, assignment_id: str) -> list[NotebookScores]:
    """Read an assignment's scores: its notebooks by name, its students by id."""
    assignment: Assignment = gradebook.find_assignment(assignment_id)
    submissions = sorted(assignment.submissions, key=lambda submission: str(submission.student_id))
    grades: dict[tuple[str, str], Grade] = {
        (submission.student_id, grade.cell_id): grade
        for submission in submissions
        for submitted in submission.notebooks
        for grade in submitted.grades
    }
    return [
        NotebookScores(
            notebook.name,
            [(cell.name, cell.max_score) for cell in notebook.grade_cells],
            [
                Row(student, [_score(grades[student, cell.id]) for cell in notebook.grade_cells])
                for student in (submission.student_id for submission in submissions)
            ],
        )
        for notebook in sorted(assignment.notebooks, key=lambda notebook: str(notebook.name))
    ]


def _score(grade: Grade) -> Score:
    return Score(grade.score, grade.max_score, bool(grade.needs_manual_grade))


def notebook_tables(notebook: NotebookScores) -> list[Table]:
    """Lay out the scores of a class in one notebook, and what the numbered questions are."""
    # Without lines between columns: fifteen questions fit into eighty characters.
    scores = Table(title=f"{notebook.name}: points by student and question", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    scores.add_column("student", no_wrap=True)
    for number in range(1, len(notebook.questions) + 1):
        scores.add_column(str(number), justify="right", no_wrap=True)
    scores.add_column("so far", justify="right", style="bold", no_wrap=True)
    for row in notebook.rows:
        scores.add_row(row.student, *(score.text for score in row.scores), row.text)
    scores.add_section()
    scores.add_row("points in all", *(f"{points:g}" for _, points in notebook.questions), f"{notebook.max_points:g}")

    legend = Table(
        title=f"the questions of {notebook.name}",
        caption="?: needs a person to grade it (jupyter lab, Nbgrader › Formgrader)\n"
        "none: could not be graded (see nbgrader's log)",
        box=SIMPLE_HEAD,
    )
    legend.add_column("", justify="right")
    legend.add_column("question", no_wrap=True)
    legend.add_column("full points", justify="right")
    for number, (name, points) in enumerate(notebook.questions, start=1):
        graded = [row.scores[number - 1] for row in notebook.rows if not row.scores[number - 1].needs_person]
        full = sum(score.points == points for score in graded)
        legend.add_row(str(number), name, f"{full} of {len(graded)}" if graded else "?")
    return [scores, legend]


def summary_table(assignment_id: str, notebooks: list[NotebookScores]) -> Table:
    """Lay out what each student has so far in each notebook, and how many answers still need a person."""
    summary = Table(title=f"{assignment_id}: points so far", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    summary.add_column("student", no_wrap=True)
    for notebook in notebooks:
        summary.add_column(notebook.name, justify="right", overflow="fold")
    summary.add_column("so far", justify="right", style="bold", no_wrap=True)
    summary.add_column("?", justify="right", style="yellow", no_wrap=True)
    for rows in zip(*(notebook.rows for notebook in notebooks), strict=True):
        waiting = sum(score.needs_person for row in rows if row.is_graded for score in row.scores)
        total = f"{sum(row.total for row in rows):g}" if any(row.is_graded for row in rows) else "none"
        summary.add_row(rows[0].student, *(row.text for row in rows), total, str(waiting or ""))
    points = [notebook.max_points for notebook in notebooks]
    summary.add_section()
    summary.add_row("points in all", *(f"{each:g}" for each in points), f"{sum(points):g}")
    return summary


def isolation_lines(assignment_id: str, autograded: Path) -> list[str]:
    """Say what submissions were shut off by when they ran, as their graded notebooks have it: a line for each level."""
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
    with Gradebook(db_url) as gradebook:
        try:
            notebooks = read_scores(gradebook, assignment_id)
        except MissingEntry:
            raise CourseError(
                f"The gradebook {db_url} knows no assignment {assignment_id}. "
                f"Run: nbgrader generate_assignment {assignment_id}"
            ) from None
    names = [notebook.name for notebook in notebooks]
    if notebook_name not in (None, *names):
        raise CourseError(f"{assignment_id} has no notebook {notebook_name}, but {', '.join(names)}.")
    for notebook in notebooks:
        if notebook_name in (None, notebook.name):
            console.print(*notebook_tables(notebook), sep="\n")
    if len(notebooks) > 1:
        console.print(summary_table(assignment_id, notebooks))
    for line in isolation_lines(assignment_id, autograded):
        console.print(line, soft_wrap=True)
