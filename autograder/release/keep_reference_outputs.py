"""A step of a release: keep the outputs of right answers, for students to compare theirs with."""

from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.notebook.cells import is_test

HIDE_OUTPUT_TAG = "hide-output"


class KeepReferenceOutputs(NbGraderPreprocessor):
    """Keep each cell's stored outputs, except those of test cells and of cells tagged `hide-output`.

    An author tags a cell `hide-output` if its output would give an answer away. Warnings (stderr) are dropped, as they
    are about the instructor's machine.
    """

    def preprocess_cell(self, cell: Any, resources: dict[str, Any], cell_index: int) -> tuple[Any, dict[str, Any]]:
        """Choose which of one cell's outputs to keep."""
        cell.metadata.pop("execution", None)  # when it ran
        if cell.cell_type != "code":
            return cell, resources
        if is_test(cell) or HIDE_OUTPUT_TAG in cell.metadata.get("tags", []):
            cell.outputs = []
        cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
        cell.execution_count = None
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = None
        return cell, resources
