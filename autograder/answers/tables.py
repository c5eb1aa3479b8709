"""Show how answers and mutants were judged: a notebook's questions, then what went wrong."""

from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

from autograder.answers.questions import Judged, Question
from autograder.answers.survivors import Survivors


def notebook_table(name: str, judged: Sequence[tuple[Question, Sequence[Judged]]]) -> Table:
    """Make a table of how many of each question's answers were judged correctly, and which are missing."""
    table = Table(title=f"{name}: answers judged as they should be", box=SIMPLE_HEAD)
    table.add_column("question", no_wrap=True)
    table.add_column("right, accepted", justify="right")
    table.add_column("wrong, rejected", justify="right")
    table.add_column("missing")
    for question, answers in judged:
        right = [each for each in answers if not each.answer.failing_tests]
        wrong = [each for each in answers if each.answer.failing_tests]
        table.add_row(question.name, _count(right), _count(wrong), f"[red]{', '.join(question.lacks)}[/]")
    return table


def _count(answers: Sequence[Judged]) -> str:
    good = sum(not each.is_misjudged for each in answers)
    return f"[{'green' if good == len(answers) else 'red'}]{good} of {len(answers)}[/]"


def misjudged_lines(judged: Iterable[tuple[Question, Sequence[Judged]]]) -> list[str]:
    """Say for each misjudged answer which tests it should fail, and which it failed in the examiner and in the kernel."""
    return [
        f"[bold red]{question}/{each.answer.name}[/]: should fail {_names(each.answer.failing_tests)}; "
        f"in the examiner, it fails {_names(each.verdict.examined)}; in the kernel itself, {_names(each.verdict.in_kernel)}"
        for question, answers in judged
        for each in answers
        if each.is_misjudged
    ]


def _names(tests: Iterable[str]) -> str:
    return ", ".join(sorted(tests)) or "nothing"


def mutants_table(name: str, found: Sequence[Survivors]) -> Table:
    """Make a table of what became of the mutants of each question's solution."""
    table = Table(title=f"{name}: mutants of the solutions", box=SIMPLE_HEAD)
    table.add_column("question", no_wrap=True)
    for column in ("mutants", "killed", "equivalent", "surviving"):
        table.add_column(column, justify="right")
    for each in found:
        surviving = f"[red]{len(each.surviving)}[/]" if each.surviving else "0"
        table.add_row(
            each.question.name, str(each.mutants), str(each.killed), str(len(each.equivalent)), surviving
        )
    return table


def surviving_lines(found: Iterable[Survivors]) -> list[str]:
    """Say what each mutant that survives changes, and which entries of the list are outdated."""
    lines = []
    for each in found:
        name = f"[bold red]{each.question}[/]"
        for mutant in each.surviving:
            change = escape(f"{mutant.was!r} → {mutant.becomes!r}")
            lines.append(f"{name}: a mutant loses no points ({mutant.operator}, line {mutant.line}): {change}")
        for equivalent in each.outdated:
            change = escape(f"{equivalent.was!r} → {' or '.join(map(repr, equivalent.becomes)) or 'anything'}")
            lines.append(f"{name}: remove this from equivalents.toml, as no such mutant survives: {change}")
    return lines
