"""Before a feedback page is made: remove what next year's students must not see."""

from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.notebook import markers


class HideTests(NbGraderPreprocessor):
    """Remove hidden tests and mark schemes from the cells of a graded notebook.

    The outputs of tests stay as the examiner made them: they quote no line of a hidden test.
    """

    def preprocess_cell(self, cell: Any, resources: dict[str, Any], cell_index: int) -> tuple[Any, dict[str, Any]]:
        """Clean one cell."""
        cell.source = markers.remove_regions(cell.source, markers.HIDDEN_TESTS, markers.MARK_SCHEME)
        return cell, resources
