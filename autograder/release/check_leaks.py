"""Last step of a release: check that nothing of a solution or a hidden test is left in it."""

from typing import Any

import nbformat
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.notebook.cells import cell_name
from autograder.release.find_secrets import secrets_of, visible_texts
from autograder.release.source_error import NOT_MADE, SourceError, notebook_path


class CheckLeaks(NbGraderPreprocessor):
    """Stop the release where a cell or a stored output shows a solution, a hidden test or a mark scheme."""

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Compare the student notebook with its source."""
        source_path = notebook_path(resources)
        secrets = secrets_of(nbformat.read(source_path, as_version=4))
        leaks = [
            f"{source_path}, {cell_name(nb.cells[index], index)} of the student version: it shows “{secret}”, "
            "which is part of a solution or a hidden test. If it is an output, tag the cell hide-output. If it is a "
            "text, say it differently; if students are to know it, show it in a given code cell, too."
            for index, text in visible_texts(nb)
            for secret in secrets.found_in(text)
        ]
        if leaks:
            raise SourceError("\n".join([NOT_MADE, *leaks]))
        return nb, resources
