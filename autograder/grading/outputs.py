"""What a submission's cells print and show: how much, and whether a notebook may hold it."""

from typing import Any

from nbformat import ValidationError
from nbformat.v4 import new_output
from nbformat.validator import get_validator

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


def add_printed(outputs: list[Any]) -> None:
    """Put what was printed last with what was printed just before it.

    The text of an output that has grown is a list of pieces until `finish` joins them.
    """
    if len(outputs) < 2 or not is_same_stream(*outputs[-2:]):
        return
    before, last = outputs[-2], outputs.pop()
    if not isinstance(before["text"], list):
        before["text"] = [before["text"]]
    before["text"].append(last["text"])


def is_same_stream(output: Any, other: Any) -> bool:
    """Say whether two outputs, or what a kernel sends for them, were printed to the same stream."""
    return "text" in output and isinstance(other.get("text"), str) and output.get("name") == other.get("name")


def finish(outputs: list[Any]) -> list[Any]:
    """Return the outputs that a notebook may hold; a hostile kernel can send anything."""
    for output in outputs:
        if output["output_type"] == "stream" and isinstance(output["text"], list):
            output["text"] = "".join(each for each in output["text"] if isinstance(each, str))
    return [output for output in outputs if _is_valid(output)]


def _is_valid(output: Any) -> bool:
    """Say whether a notebook may hold an output."""
    # Of a whole notebook, since nbformat has compiled the rules for that: those for an output alone take 100 times as
    # long, and there may be many.
    cell: dict[str, Any] = {"cell_type": "code", "id": "cell", "metadata": {}, "source": "", "execution_count": None}
    nb = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{**cell, "outputs": [output]}]}
    try:
        get_validator(4, 5).validate(nb)
    except ValidationError:
        return False
    return not _is_deep(output, _MAX_DEPTH)


def _is_deep(value: Any, depth: int) -> bool:
    """Say whether data is nested too deeply to be made into a page."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return depth == 0 or any(_is_deep(part, depth - 1) for part in parts)
