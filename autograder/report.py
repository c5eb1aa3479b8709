"""Show a graded class as a table: a row a student, a column a question.

Run: `python -m autograder.report unit04`.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Assignment, Grade, Gradebook, MissingEntry
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table


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
    """One student's scores, in the order of the questions."""

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


def read_scores(gradebook: Gradebook, assignment_id: str) -> tuple[list[tuple[str, float]], list[Row]]:
    """Read an assignment's scores.

    Returns
    -------
    questions : list of (str, float)
        The grade cells, each with its points, in the order of the notebooks.
    rows : list of Row
        One for each student who handed in, in the order of their ids.
    """
    assignment: Assignment = gradebook.find_assignment(assignment_id)
    cells = [cell for notebook in assignment.notebooks for cell in notebook.grade_cells]
    questions = [(cell.name, cell.max_score) for cell in cells]
    rows = []
    for submission in sorted(assignment.submissions, key=lambda submission: str(submission.student_id)):
        grades: dict[str, Grade] = {grade.cell_id: grade for nb in submission.notebooks for grade in nb.grades}
        scores = [_score(grades[cell.id]) for cell in cells]
        rows.append(Row(submission.student_id, scores))
    return questions, rows


def _score(grade: Grade) -> Score:
    return Score(grade.score, grade.max_score, bool(grade.needs_manual_grade))


def make_tables(assignment_id: str, questions: list[tuple[str, float]], rows: list[Row]) -> list[Table]:
    """Lay out the scores of a class, and what the numbered questions are."""
    # Without lines between columns: fourteen questions fit into eighty characters.
    scores = Table(title=f"{assignment_id}: points by student and question", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    scores.add_column("student", no_wrap=True)
    for number in range(1, len(questions) + 1):
        scores.add_column(str(number), justify="right", no_wrap=True)
    scores.add_column("so far", justify="right", style="bold", no_wrap=True)
    for row in rows:
        scores.add_row(
            row.student, *(score.text for score in row.scores), f"{row.total:g}" if row.is_graded else "none"
        )
    scores.add_section()
    scores.add_row("points in all", *(f"{points:g}" for _, points in questions), f"{sum(p for _, p in questions):g}")

    legend = Table(
        title="the questions",
        caption="?: needs a person to grade it (jupyter lab, Nbgrader › Formgrader)\n"
        "none: could not be graded (see nbgrader's log)",
        box=SIMPLE_HEAD,
    )
    legend.add_column("", justify="right")
    legend.add_column("question", no_wrap=True)
    legend.add_column("full points", justify="right")
    for number, (name, points) in enumerate(questions, start=1):
        graded = [row.scores[number - 1] for row in rows if not row.scores[number - 1].needs_person]
        full = sum(score.points == points for score in graded)
        legend.add_row(str(number), name, f"{full} of {len(graded)}" if graded else "?")
    return [scores, legend]


def report(assignment_id: str, db_url: str, console: Console) -> None:
    """Print the table of an assignment from a gradebook."""
    with Gradebook(db_url) as gradebook:
        try:
            questions, rows = read_scores(gradebook, assignment_id)
        except MissingEntry:
            raise SystemExit(
                f"The gradebook {db_url} knows no assignment {assignment_id}. "
                f"Run: nbgrader generate_assignment {assignment_id}"
            ) from None
    console.print(*make_tables(assignment_id, questions, rows), sep="\n")


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m autograder.report", description=__doc__)
    parser.add_argument("assignment", help="such as unit04")
    parser.add_argument("--db", default=f"sqlite:///{Path('gradebook.db').absolute()}", help="the gradebook's URL")
    arguments = parser.parse_args()
    report(arguments.assignment, arguments.db, Console())


if __name__ == "__main__":
    main()
