"""After a submission ran: see to it that only a failed test costs points."""

from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.cells import is_test


class CleanTestOutputs(NbGraderPreprocessor):
    """Keep nbgrader's scoring from misreading what a test cell printed.

    nbgrader gives no points where anything stands on stderr, even a warning, and takes the value of a test cell's last
    line for a partial score. Both stay in the notebook, under a type of output that scores nothing.
    """

    def preprocess_cell(self, cell: Any, resources: dict[str, Any], cell_index: int) -> tuple[Any, dict[str, Any]]:
        """Clean one cell's outputs, if it is a test cell."""
        if is_test(cell):
            for output in cell.outputs:
                if output.output_type == "stream":
                    output.name = "stdout"
                elif output.output_type == "execute_result":
                    output.output_type = "display_data"
                    output.pop("execution_count", None)
        return cell, resources
