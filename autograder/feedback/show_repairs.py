"""When a feedback page is made: tell the student what was repaired in her notebook before it was graded."""

from typing import Any

from nbformat.v4 import new_markdown_cell
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.notebook.plain_text import plain_text


class ShowRepairs(NbGraderPreprocessor):
    """List the repairs, which reading and `RestoreCells` left in the notebook's metadata, above its cells."""

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Add a cell, if anything was repaired."""
        if repairs := nb.metadata.get("repairs"):
            lines = [f"- {plain_text(repair)}" for repair in repairs]
            cell = new_markdown_cell("\n".join(["**What was repaired before grading**", "", *lines]), id="repairs")
            nb.cells.insert(0, cell)
        return nb, resources
