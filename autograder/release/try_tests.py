"""A step of a release: grade the instructor's own answers, as a submission will be graded."""

from copy import deepcopy
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.grading.execute_and_examine import ExecuteAndExamine
from autograder.notebook.cells import cell_name, is_test
from autograder.release.source_error import NOT_MADE, SourceError, notebook_path


class TryTests(NbGraderPreprocessor):
    """Stop the release where the instructor's own answers don't get every automatic point, and say why.

    Test cells run outside of the student's kernel. What one asks for that can't be had there, `CheckExaminable` tells
    from its text where that can be told; here, it shows.
    """

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Run a copy of the source notebook; raise a `SourceError` that lists all tests that fail."""
        graded, _ = ExecuteAndExamine(parent=self).preprocess(deepcopy(nb), resources)
        problems = [
            f"{notebook_path(resources)}, {cell_name(cell, index)}: your own answer fails this test, graded as a "
            f"submission is. {output.ename}: {output.evalue}"
            for index, cell in enumerate(graded.cells)
            for output in cell.get("outputs", [])
            if is_test(cell) and output.output_type == "error"
        ]
        if problems:
            raise SourceError("\n".join([NOT_MADE, *problems]))
        return nb, resources
