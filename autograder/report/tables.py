"""Show a graded class as tables, with one row per student: for each notebook, then for all of them together."""

import json
from collections import Counter
from collections.abc import Collection
from itertools import pairwise
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from autograder.course.errors import CourseError
from autograder.notebook.plain_text import printable
from autograder.record.records import HANDED_IN, NOT_GRADED, NOT_HANDED_IN, WAITS, Records
from autograder.report.scores import NotebookScores, Row, Score, read_assignment
from autograder.sandbox.provisioner import ISOLATED

# How the tables show what has no score, the worst outcome first.
SYMBOLS = {NOT_GRADED: "!", HANDED_IN: "…", NOT_HANDED_IN: "–", WAITS: "?"}
CAPTION = (
    f"{SYMBOLS[WAITS]}: {WAITS} (jupyter lab, Nbgrader › Formgrader)\n"
    f"{SYMBOLS[NOT_HANDED_IN]}: {NOT_HANDED_IN}; {SYMBOLS[HANDED_IN]}: not graded yet\n"
    f"{SYMBOLS[NOT_GRADED]}: {NOT_GRADED} (autograder grade says why)"
)
_STUDENT, _SO_FAR, _BETWEEN = 16, 6, 2  # characters for a student's id, at least, for totals, and between columns
_MISCONCEPTIONS = 10  # shown, the most frequent first
_NOTEBOOK = 10  # characters for a notebook's name, at most; longer ones are folded


def text_of_score(score: Score) -> str:
    """Return a score as the table shows it, in colour, but never by colour alone."""
    if score.needs_person:
        return f"[yellow]{SYMBOLS[WAITS]}[/]"
    color = "green" if score.points == score.max_points else "red"
    return f"[{color}]{score.points:g}[/]"


def text_of_total(row: Row) -> str:
    """Return a student's points in a notebook as the tables show them."""
    if row.is_graded and all(score.needs_person for score in row.scores):
        return SYMBOLS[WAITS]
    return f"{row.total:g}" if row.is_graded else SYMBOLS[row.outcome]


def texts_of(row: Row) -> list[str]:
    """Return a student's scores as the table shows them."""
    return [text_of_score(score) if row.is_graded else SYMBOLS[row.outcome] for score in row.scores]


def notebook_tables(notebook: NotebookScores, width: int = 80) -> list[Table]:
    """Make the tables of a class's scores in one notebook, and the list of its numbered questions.

    Each table fits into so many characters; questions that don't fit go into another.
    """
    texts = [texts_of(row) for row in notebook.rows]
    points = [f"{each:g}" for _, each in notebook.questions]
    numbers = [str(number) for number in range(1, len(points) + 1)]
    cells = [*texts, points, numbers]
    widths = [
        max(Text.from_markup(column[index]).cell_len for column in cells) + _BETWEEN for index in range(len(points))
    ]
    tables = []
    for block in _blocks(widths, width - _STUDENT - _SO_FAR - 3 * _BETWEEN):
        table = Table(title=f"{notebook.name}: points by student and question", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
        table.add_column("student", overflow="fold")
        for number in numbers[block]:
            table.add_column(number, justify="right", no_wrap=True)
        table.add_column("so far", justify="right", style="bold", no_wrap=True)
        for row, shown in zip(notebook.rows, texts, strict=True):
            table.add_row(escape(printable(row.student)), *shown[block], text_of_total(row))
        table.add_section()
        table.add_row("points in all", *points[block], f"{notebook.max_points:g}")
        tables.append(table)
    return [*tables, _questions_table(notebook)]


def _blocks(widths: list[int], room: int) -> list[slice]:
    """Return which columns go into one table each: as many as there is room for, and one at least."""
    starts = [0]
    for index in range(len(widths)):
        if sum(widths[starts[-1] : index + 1]) > room and index > starts[-1]:
            starts.append(index)
    return [slice(*each) for each in pairwise([*starts, len(widths)])]


def _questions_table(notebook: NotebookScores) -> Table:
    legend = Table(title=f"the questions of {notebook.name}", caption=CAPTION, box=SIMPLE_HEAD)
    legend.add_column("", justify="right")
    legend.add_column("question", overflow="fold")
    legend.add_column("full points", justify="right")
    for number, (name, points) in enumerate(notebook.questions, start=1):
        scores_of_all = [row.scores[number - 1] for row in notebook.rows if row.is_graded]
        graded = [score for score in scores_of_all if not score.needs_person]
        full = sum(score.points == points for score in graded)
        legend.add_row(str(number), name, f"{full} of {len(graded)}" if graded else SYMBOLS[WAITS])
    return legend


def summary_table(assignment_id: str, notebooks: list[NotebookScores], only: Collection[str] = ()) -> Table:
    """Make the table of points so far in each notebook, for all students or some, and of answers to grade."""
    summary = Table(title=f"{assignment_id}: points so far", caption=CAPTION, box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    summary.add_column("student", overflow="fold")
    for notebook in notebooks:
        summary.add_column(notebook.name, justify="right", overflow="fold", max_width=_NOTEBOOK)
    summary.add_column("so far", justify="right", style="bold", no_wrap=True)
    summary.add_column("?", justify="right", style="yellow", no_wrap=True)
    for rows in zip(*(notebook.rows for notebook in notebooks), strict=True):
        if only and rows[0].student not in only:
            continue
        graded = [row for row in rows if row.is_graded]
        waiting = sum(score.needs_person for row in graded for score in row.scores)
        worst = min(rows, key=lambda row: [*SYMBOLS, row.outcome].index(row.outcome))
        total = f"{sum(row.total for row in graded):g}" if graded else text_of_total(worst)
        summary.add_row(
            escape(printable(rows[0].student)), *(text_of_total(row) for row in rows), total, str(waiting or "")
        )
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


def misconception_lines(assignment_id: str, db_url: str, answers: Path) -> list[str]:
    """Say which wrong answers students' answers resembled most, and what is special about each: a line for each.

    `answers` is the folder of the answers to the assignment's questions.
    """
    with Records(db_url) as records:
        met = Counter(
            f"{record.notebook}/{question}/{name}"
            for record in records.all(assignment_id)
            for question, name in record.misconceptions.items()
        )
    lines = ["[bold]Misconceptions met most[/] (answers/ has their hints):"] if met else []
    for name, count in met.most_common(_MISCONCEPTIONS):
        path = answers / f"{name}.py"
        what = path.read_text().splitlines()[0].lstrip("# ") if path.is_file() else ""
        lines.append(escape(f"{count:3} × {name}: {what}"))
    return lines


def report(
    assignment_id: str,
    db_url: str,
    console: Console,
    notebook_name: str | None = None,
    autograded: Path = Path("autograded"),
    answers: Path = Path("answers"),
) -> None:
    """Print the tables of an assignment from a gradebook; with a notebook's name, only its own and the summary.

    `autograded` is nbgrader's folder, and `answers` that of the answers that judge the tests.
    """
    notebooks = read_assignment(assignment_id, db_url)
    names = [notebook.name for notebook in notebooks]
    if notebook_name not in (None, *names):
        raise CourseError(f"{assignment_id} has no notebook {notebook_name}. It has {', '.join(names)}.")
    for notebook in notebooks:
        if notebook_name in (None, notebook.name):
            console.print(*notebook_tables(notebook, console.width), sep="\n")
    if len(notebooks) > 1:
        console.print(summary_table(assignment_id, notebooks))
    for line in [
        *misconception_lines(assignment_id, db_url, answers / assignment_id),
        *isolation_lines(assignment_id, autograded),
    ]:
        console.print(line, soft_wrap=True)
