"""Say what was collected: tables on a terminal, plain lines in a log."""

from collections import Counter
from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder.collect.collect import Collected
from autograder.notebook.plain_text import printable


def show(collected: Collected, console: Console) -> None:
    """Print what was collected, and then what needs a person."""
    for path, lms in collected.archives:
        console.print(f"Read {escape(printable(path.name))}: {lms}.", highlight=False)
    records = collected.records
    students = len({record.student for record in records})
    again = f", {collected.unchanged} of them as they were" if collected.unchanged else ""
    console.print(
        f"[bold]Collected {_count(len(records), 'notebook')} of {_count(students, 'student')}{again}.[/]",
        highlight=False,
    )
    late = Counter(record.student for record in records if record.late)
    _table(console, "late", ("student", "notebooks"), [(student, str(count)) for student, count in late.items()])
    _table(
        *(console, "several attempts: the last counts, all are in collected/", ("student", "notebook", "attempts")),
        [(student, notebook, ", ".join(files)) for student, notebook, files in collected.duplicates],
    )
    _table(
        *(console, "enrolled, and has handed in nothing", ("student", "name")),
        [(student.student, student.name) for student in collected.missing],
    )
    _table(
        *(console, "has handed in, and is not on the roster", ("student", "name")),
        [(student.student, student.name) for student in collected.new],
    )
    if not collected.has_roster:
        console.print("Without a roster, nobody knows who handed in nothing: autograder roster FILE", highlight=False)
    _table(
        *(console, "can't be used: needs you", ("student", "file", "why")),
        [(each.student or "?", each.file or "(folder)", each.reason) for each in collected.unusable],
    )


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _table(console: Console, title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table; in a log, a line for each row."""
    if not rows:
        return
    title = f"{title[0].upper()}{title[1:]} ({len(rows)})"
    if not console.is_terminal:
        console.print(f"{title}:", highlight=False)
        for row in rows:
            cells = [escape(printable(cell)) for cell in row if cell]
            console.print(f"  {cells[0]}: {' '.join(cells[1:])}", highlight=False, soft_wrap=True)
        return
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for name in header:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(escape(printable(cell)) for cell in row))
    console.print(table)
