"""A step of a release: put blanks in place of the solutions."""

from typing import Any

from nbgrader.preprocessors import ClearSolutions

from autograder.notebook import markers


class BlankSolutions(ClearSolutions):
    """nbgrader's `ClearSolutions`, which blanks whole blocks, and also blanks inside lines.

    A solution cell keeps whatever is neither a blank's solution line nor in a SOLUTION region. A cell without either
    becomes the stub, `# your code here` or `*your thoughtful answer here*`.
    """

    def preprocess_cell(self, cell: Any, resources: dict[str, Any], cell_index: int) -> tuple[Any, dict[str, Any]]:
        """Blank one cell."""
        blanked = markers.blank_lines(cell.source)
        has_blanks = blanked != cell.source
        cell.source = blanked
        if has_blanks and not markers.has_region(cell.source, markers.SOLUTION):
            return cell, resources  # ClearSolutions would replace the whole cell.
        return super().preprocess_cell(cell, resources, cell_index)
