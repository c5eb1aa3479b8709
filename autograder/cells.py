"""Small questions about notebook cells that several steps ask."""

from typing import Any

from nbgrader import utils


def is_test(cell: Any) -> bool:
    """Say whether a cell is a test cell: graded by running it, locked, not the student's to write."""
    return bool(cell.cell_type == "code" and utils.is_grade(cell) and not utils.is_solution(cell))


def cell_name(cell: Any, index: int) -> str:
    """Name a cell as its author finds it: by its number (from 1) and, where it has one, its grade_id."""
    grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
    return f"cell {index + 1} ({grade_id})" if grade_id else f"cell {index + 1}"
