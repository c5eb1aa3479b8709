"""Show a run's progress: a bar on a terminal, a line now and then in a log."""

import time
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from autograder.record.records import NOT_GRADED, Record

_SECONDS_BETWEEN_LINES = 10


class Progress:
    """Counts hand-ins; a context manager.

    Parameters
    ----------
    console : Console
        Where it is told.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._done = self._total = self._running = self._failed = 0
        self._started = self._last_line = time.monotonic()
        # Without a thread of its own: processes are forked meanwhile.
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._bar = Bar(*columns, console=console, auto_refresh=False, disable=not console.is_terminal)
        self._task = self._bar.add_task("grading", total=None)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def begin(self, total: int) -> None:
        """Say how many hand-ins there may be."""
        self._total = total
        self._tell()

    def skip(self) -> None:
        """Count one that needn't be graded."""
        self._total -= 1

    def start(self) -> None:
        """Count one whose grading begins."""
        self._running += 1
        self._tell()

    def finish(self, record: Record) -> None:
        """Count one that has been recorded; name it if it could not be graded."""
        self._running -= 1
        self._done += 1
        if record.outcome == NOT_GRADED:
            self._failed += 1
            who = f"{record.student}, {record.notebook}"
            self._console.print(f"{who}: could not be graded: {record.reason}", markup=False, soft_wrap=True)
        self._tell()

    def _tell(self) -> None:
        rate = self._done / max(time.monotonic() - self._started, 1e-9)
        what = f"{self._running} running, {self._failed} failed, {60 * rate:.0f} a minute"
        self._bar.update(self._task, completed=self._done, total=self._total, description=what, refresh=True)
        if not self._console.is_terminal and time.monotonic() - self._last_line > _SECONDS_BETWEEN_LINES:
            self._last_line = time.monotonic()
            left = (self._total - self._done) / rate if rate else 0
            self._console.print(f"{self._done} of {self._total} done, {what}, {left:.0f} s left")
