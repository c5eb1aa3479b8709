"""Small questions about notebook cells that several steps ask."""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from nbgrader import utils

OBJECTIVE_TAG = "objective:"
# A test cell's first line: as authors write it, or as the title of a form in Colab, which may add options in braces.
_TITLE = re.compile(r"#\s*(?:@title\s+)?(?P<title>Test: .*?)\s*(?:\{[^{}]*\}\s*)?(?:\n|$)")


def is_test(cell: Any) -> bool:
    """Say whether a cell is a test cell: locked, and graded by running it."""
    return bool(cell.cell_type == "code" and utils.is_grade(cell) and not utils.is_solution(cell))


def is_as_released(cell: Any) -> bool:
    """Say whether a solution cell of a submission, restored, is as students got it."""
    return bool(cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell))


def title_of(source: str) -> str | None:
    """Return what the first line of a test cell says that it tests, such as "Test: one probability for each class"."""
    found = _TITLE.match(source)
    return found["title"] if found else None


def with_title(source: str, line: str) -> str:
    """Replace the first line of a cell."""
    return "\n".join([line, *source.split("\n")[1:]])


def tests_after(cells: Sequence[Any], index: int) -> list[int]:
    """Return where a question's test cells are: after its solution cell, up to the next solution cell."""
    rest = range(index + 1, len(cells))
    own = takewhile(lambda position: not utils.is_solution(cells[position]), rest)
    return [position for position in own if is_test(cells[position])]


def objectives_of(cell: Any) -> list[str]:
    """Return the objectives that a graded cell is tagged with, because it gives evidence of them."""
    return [tag.removeprefix(OBJECTIVE_TAG) for tag in cell.metadata.get("tags", []) if tag.startswith(OBJECTIVE_TAG)]


def cell_name(cell: Any, index: int) -> str:
    """Name a cell so that its author finds it: by its number (from 1) and its grade_id, if it has one."""
    grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
    return f"cell {index + 1} ({grade_id})" if grade_id else f"cell {index + 1}"
