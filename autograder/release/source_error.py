"""How a mistake in an instructor notebook stops a release."""

from pathlib import Path
from typing import Any

NOT_MADE = "The release was not made. (git restore release brings the last one back.)"


class SourceError(SystemExit):
    """A mistake in a source notebook. The message names the file, the cell, the line and the mend.

    It is a `SystemExit`, so that `nbgrader generate_assignment` ends with this message alone: nbgrader wraps any
    other exception in a long traceback.
    """


def notebook_path(resources: dict[str, Any]) -> Path:
    """Return the path of the notebook that nbconvert is at, from its resources."""
    metadata = resources["metadata"]
    path = Path(metadata["path"], metadata["name"] + ".ipynb").absolute()
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
