"""Last step of a release: check that nothing of a solution or a hidden test is left in it."""

from typing import Any

import nbformat
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.notebook.cells import cell_name
from autograder.release.find_secrets import secrets_of, visible_texts
from autograder.release.source_error import Problem, notebook_path, stop_unless_empty

_WHAT_TO_DO = (
    "which is part of a solution or a hidden test. If it is in an output, tag the cell hide-output. If it is in a "
    "text, reword it. If students may know it, also show it in a given code cell."
)


class CheckLeaks(NbGraderPreprocessor):
    """Stop the release if a cell or a stored output shows a solution, a hidden test or a mark scheme."""

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Compare the student notebook with its source."""
        secrets = secrets_of(nbformat.read(notebook_path(resources), as_version=4))
        found = (
            (
                f"{cell_name(nb.cells[index], index)} of the student version",
                Problem(None, f"it shows “{secret}”, {_WHAT_TO_DO}"),
            )
            for index, text in visible_texts(nb)
            for secret in secrets.found_in(text)
        )
        stop_unless_empty(found, resources)
        return nb, resources
