"""Before a feedback page is made: take out what next year's students must not see."""

from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor

from autograder import markers
from autograder.cells import is_test


class HideTests(NbGraderPreprocessor):
    """Remove hidden tests and mark schemes from a graded notebook; of a failed test, keep the message.

    A traceback quotes the line that failed, hidden or not, so it goes; the assertion's message stays.
    """

    def preprocess_cell(self, cell: Any, resources: dict[str, Any], cell_index: int) -> tuple[Any, dict[str, Any]]:
        """Clean one cell."""
        cell.source = markers.remove_regions(cell.source, markers.HIDDEN_TESTS, markers.MARK_SCHEME)
        if is_test(cell):
            for output in cell.outputs:
                if output.output_type == "error":
                    output.traceback = [f"{output.ename}: {output.evalue}"]
        return cell, resources
