"""How mistakes in an instructor notebook stop a release."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

NOT_MADE = "The release was not made. The last one is unchanged."


class SourceError(SystemExit):
    """Mistakes in a source notebook. The message names the file, the cell, the line and the fix of each.

    It is a `SystemExit`, so that `nbgrader generate_assignment` ends with only this message: nbgrader shows any other
    exception with a long traceback.
    """


class Problem(NamedTuple):
    """A mistake in a cell."""

    line: int | None  # from 1; None for the whole cell
    what: str  # what is wrong, and how to fix it


def stop_unless_empty(problems: Iterable[tuple[str, Problem]], resources: dict[str, Any]) -> None:
    """Stop the release if there are problems.

    Parameters
    ----------
    problems : iterable of (str, Problem)
        Each with the name of its cell, as `cell_name` gives it.
    resources : dict
        What nbconvert passes from step to step, which includes the notebook's name.

    Raises
    ------
    SourceError
        If there is at least one problem; the message lists them all.
    """
    if told := list_problems(problems, resources):
        raise SourceError("\n".join([NOT_MADE, *told]))


def list_problems(problems: Iterable[tuple[str, Problem]], resources: dict[str, Any]) -> list[str]:
    """Return a line for each problem, which says where it is. The parameters are those of `stop_unless_empty`."""
    path = notebook_path(resources)
    return [f"{path}, {cell}{f', line {line}' if line else ''}: {what}" for cell, (line, what) in problems]


def notebook_path(resources: dict[str, Any]) -> Path:
    """Return the path of the notebook that nbconvert is converting, from its resources."""
    metadata = resources["metadata"]
    path = Path(metadata["path"], metadata["name"] + ".ipynb").absolute()
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
