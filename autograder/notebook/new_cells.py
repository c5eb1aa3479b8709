"""Make cells with the metadata that nbgrader needs."""

from typing import Any

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def code(source: str, grade_id: str | None = None, *, tags: tuple[str, ...] = (), **nbgrader: Any) -> Any:
    """Make a code cell; with nbgrader's keys if it has a grade_id."""
    return _with_metadata(new_code_cell(source), grade_id, tags, nbgrader)


def text(source: str, grade_id: str | None = None, *, tags: tuple[str, ...] = (), **nbgrader: Any) -> Any:
    """Make a text cell; with nbgrader's keys if it has a grade_id."""
    return _with_metadata(new_markdown_cell(source), grade_id, tags, nbgrader)


def notebook_of(*cells: Any) -> Any:
    """Make a notebook for Python's kernel."""
    return new_notebook(cells=list(cells), metadata={"kernelspec": _KERNEL})


def _with_metadata(cell: Any, grade_id: str | None, tags: tuple[str, ...], nbgrader: dict[str, Any]) -> Any:
    if grade_id:
        defaults = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
        cell.metadata["nbgrader"] = {**defaults, "grade_id": grade_id, **nbgrader}
    if tags:
        cell.metadata["tags"] = list(tags)
    return cell
