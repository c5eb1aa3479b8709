"""What graded notebooks say that no gradebook has: answers, what tests said, times, what was stopped."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from autograder.notebook.cells import title_of

# What the sandbox adds to a cell that it stopped, and Jupyter to one that took too long.
_STOPPED = {"KernelEnded", "LimitPassed", "CellTimeoutError", "TimeoutError"}


@dataclass
class Graded:
    """A graded notebook. All but `own` is by grade_id."""

    student: str
    notebook: str
    answers: dict[str, str] = field(default_factory=dict)  # the solution cells' sources
    words: set[str] = field(default_factory=set)  # the answers in words
    own: list[str] = field(default_factory=list)  # the student's other cells of code
    said: dict[str, str] = field(default_factory=dict)  # the first thing that a failed test said
    misconceptions: dict[str, str] = field(default_factory=dict)  # behind a failed test: its name, and the hint to it
    seconds: dict[str, float] = field(default_factory=dict)  # that the answers to a test cell ran
    stopped: list[str] = field(default_factory=list)  # what was stopped, a sentence each


def read_graded(autograded: Path, unit: str) -> Iterator[Graded]:
    """Yield a unit's graded notebooks, by student and name."""
    for path in sorted(autograded.glob(f"*/{unit}/*.ipynb")):
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):  # a file that grading didn't write
            yield _read(path)


def read_answers(path: Path) -> dict[str, str]:
    """Return the sources of a notebook's solution cells, by grade_id; none if there is no such file."""
    return _read(path).answers if path.is_file() else {}


def read_cells(path: Path) -> list[tuple[str, bool]]:
    """Return the source of each of a notebook's cells, and whether it is text; none if there is no such file."""
    if not path.is_file():
        return []
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [("".join(cell["source"]), cell["cell_type"] == "markdown") for cell in cells]


def read_titles(folder: Path) -> dict[tuple[str, str], str]:
    """Return what a unit's source notebooks say that their test cells test, by notebook and grade_id."""
    return {
        (path.stem, cell["metadata"]["nbgrader"]["grade_id"]): title.removeprefix("Test: ")
        for path in sorted(folder.glob("*.ipynb"))
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if "nbgrader" in cell["metadata"] and (title := title_of("".join(cell["source"])))
    }


def _read(path: Path) -> Graded:
    graded = Graded(path.parents[1].name, path.stem)
    seconds = 0.0
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        role = cell["metadata"].get("nbgrader", {})
        name, source = role.get("grade_id", ""), "".join(cell["source"])
        if role.get("solution"):
            graded.answers[name] = source
            graded.words |= {name} if cell["cell_type"] == "markdown" else set()
            seconds += _seconds(cell)
        elif not role and cell["cell_type"] == "code":
            graded.own.append(source)
        if role.get("grade"):
            graded.seconds[name], seconds = seconds, 0.0
        if "misconception" in cell["metadata"]:
            graded.misconceptions[name] = "{name}: {hint}".format(**cell["metadata"]["misconception"])
        _read_errors(cell, name if role.get("grade") and not role.get("solution") else "", graded)
    return graded


def _read_errors(cell: dict[str, Any], test: str, graded: Graded) -> None:
    errors = [output for output in cell.get("outputs", ()) if output["output_type"] == "error"]
    for error in errors:
        if error["ename"] in _STOPPED and (not test or error["ename"] != "KernelEnded"):
            graded.stopped.append(error["evalue"] or error["ename"])
    if test and errors:
        graded.said[test] = (errors[0]["evalue"].strip() or errors[0]["ename"]).splitlines()[0]


def _seconds(cell: dict[str, Any]) -> float:
    """Return how long a cell ran, as Jupyter noted it; 0 if it didn't."""
    noted = cell["metadata"].get("execution", {})
    with suppress(KeyError, ValueError, TypeError):
        began, ended = (datetime.fromisoformat(noted[key]) for key in ("iopub.execute_input", "shell.execute_reply"))
        return max(0.0, (ended - began).total_seconds())
    return 0.0
