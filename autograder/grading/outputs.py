"""What a submission's cells print and show: how much, and whether a notebook may hold it."""

from typing import Any

import nbformat
from nbformat.v4 import new_output

_MAX_DEPTH = 100  # levels of the data in an output


class OutputMeter:
    """Counts what cells print and show.

    Parameters
    ----------
    of_cell, of_notebook : float
        How much one cell may show, and how much all together, in bytes.
    """

    def __init__(self, of_cell: float, of_notebook: float) -> None:
        self._of_cell = of_cell
        self._left = of_notebook
        self._shown = 0

    def begin_cell(self) -> None:
        """Start with a cell."""
        self._left -= min(self._shown, self._may_show)
        self._shown = 0

    def add(self, size: int) -> None:
        """Count bytes that the cell has shown."""
        self._shown += size

    @property
    def is_passed(self) -> bool:
        """Say whether the cell has shown more than it may."""
        return self._shown > self._may_show

    @property
    def _may_show(self) -> float:
        return min(self._of_cell, self._left)


def error_output(name: str, text: str) -> Any:
    """Return an output that shows an error."""
    return new_output("error", ename=name, evalue=text, traceback=[f"{name}: {text}"])


def is_valid(output: Any) -> bool:
    """Say whether a notebook may hold an output; a hostile kernel can send anything."""
    try:
        nbformat.validate(output, ref="output", version=4)
    except nbformat.ValidationError:
        return False
    return not _is_deep(output, _MAX_DEPTH)


def _is_deep(value: Any, depth: int) -> bool:
    """Say whether data is nested too deeply to be made into a page."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return depth == 0 or any(_is_deep(part, depth - 1) for part in parts)
