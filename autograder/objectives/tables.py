"""Show a class's mastery: as tables on a terminal, and as CSV."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

from autograder.notebook.plain_text import printable
from autograder.objectives.mastery import LEVELS, MET, NO_EVIDENCE, NOT_YET, PARTLY, Mastery, MasteryRule

Class = Mapping[str, Sequence[Mastery]]  # by student
SYMBOLS = {MET: "✓", PARTLY: "~", NOT_YET: "✗", NO_EVIDENCE: "–"}
COLORS = {MET: "green", PARTLY: "yellow", NOT_YET: "red", NO_EVIDENCE: "bright_black"}
_COLUMNS = 6  # so many objectives fit into 80 characters
_HEADER = ["student", "objective", "level", "points", "graded_points", "max_points", "waiting", "questions"]


def counts_of(mastery: Class) -> dict[str, Counter[str]]:
    """Count each objective's levels, in the order of the objectives."""
    counts: dict[str, Counter[str]] = {}
    for row in (row for rows in mastery.values() for row in rows):
        counts.setdefault(row.objective, Counter())[row.level] += 1
    return counts


def tables_of(unit: str, mastery: Class, rule: MasteryRule) -> Iterator[Table]:
    """Yield tables of students by objective, each of 80 characters at most, and the list of objectives."""
    objectives = list(counts_of(mastery))
    for start in range(0, len(objectives), _COLUMNS):
        table = Table(title=f"{unit}: objectives by student", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
        table.add_column("student", overflow="fold")
        for number in range(start, min(start + _COLUMNS, len(objectives))):
            table.add_column(str(number + 1), justify="right", no_wrap=True)
        for student, rows in mastery.items():
            table.add_row(escape(printable(student)), *(_text(row) for row in rows[start : start + _COLUMNS]))
        yield table
    yield _legend(unit, mastery, rule)


def _text(row: Mastery) -> str:
    """Return a level with the share of points, in colour, but never by colour alone; "?" where answers wait."""
    share = f" {row.points / row.graded_points:.0%}" if row.graded_points else ""
    return f"[{COLORS[row.level]}]{SYMBOLS[row.level]}{share}[/]" + ("?" if row.waiting else "")


def _legend(unit: str, mastery: Class, rule: MasteryRule) -> Table:
    rules = (f"from {rule.met:.0%} of the points", f"from {rule.partly:.0%}", "below", "nothing handed in or graded")
    says = "; ".join(f"{SYMBOLS[level]} {level}: {what}" for level, what in zip(LEVELS, rules, strict=True))
    legend = Table(title=f"the objectives of {unit}", caption=f"{says}.\n?: answers wait for a person", box=SIMPLE_HEAD)
    legend.add_column("", justify="right")
    legend.add_column("objective", overflow="fold")
    for level in LEVELS:
        legend.add_column(level, justify="right", no_wrap=True)
    for number, (objective, counts) in enumerate(counts_of(mastery).items(), start=1):
        legend.add_row(str(number), escape(objective), *(str(counts[level]) for level in LEVELS))
    return legend


def write_csv(path: Path, mastery: Class) -> None:
    """Write one row per student and objective, with the questions that are the evidence."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_HEADER)
        for row in (row for rows in mastery.values() for row in rows):
            questions = "; ".join(
                f"{question.notebook}/{question.name} "
                f"{'–' if question.points is None else f'{question.points:g}'} of {question.max_points:g}"
                for question in row.questions
            )
            points = (f"{number:g}" for number in (row.points, row.graded_points, row.max_points))
            writer.writerow([row.student, row.objective, row.level, *points, row.waiting, questions])
