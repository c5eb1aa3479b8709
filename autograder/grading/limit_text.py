"""Before a submission is rebuilt: leave out what is larger than any answer.

What students write is also read by steps that take seconds for 100 kB, such as the colouring of code on feedback pages.
So its size is limited before any of them sees it.
"""

from typing import Any

from nbgrader.converters import NbGraderException
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Float, Integer

_MB = 2**20


class LimitText(NbGraderPreprocessor):
    """Leave out texts and pictures that are too large, with a sentence in their place that names the limit."""

    cells = Integer(5000, help="cells of a notebook; one with more is not graded").tag(config=True)
    cell_text = Integer(100_000, help="characters of a cell; a longer one is left out").tag(config=True)
    notebook_text = Integer(500_000, help="characters of all cells together; the cells beyond it are left out").tag(
        config=True
    )
    pictures = Float(
        20.0, help="MB of the pictures pasted into a text cell, each as often as it is shown; more are left out"
    ).tag(config=True)

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Limit one notebook; add what was left out to `resources["repairs"]`."""
        if len(nb.cells) > self.cells:
            student = resources["nbgrader"]["student"]
            raise NbGraderException(f"{student}: the notebook has more than {self.cells} cells, so it is not graded.")
        left = self.notebook_text
        repairs = resources.setdefault("repairs", [])
        for number, cell in enumerate(nb.cells, start=1):
            if why := self._why_left_out(cell.source, left):
                cell.source = f"{'# ' if cell.cell_type == 'code' else ''}This cell is left out: {why}."
                repairs.append(f"cell {number} is left out: {why}")
            left -= len(cell.source)
            if _shown_size(cell) > self.pictures * _MB:
                del cell["attachments"]
                repairs.append(f"the pictures in cell {number} are left out: they take more than {self.pictures:g} MB")
        return nb, resources

    def _why_left_out(self, text: str, left: int) -> str:
        if len(text) > self.cell_text:
            return f"it has {len(text):,} characters, and a cell may have {self.cell_text:,}"
        if len(text) > left:
            return f"all cells together may have {self.notebook_text:,} characters"
        return ""


def _shown_size(cell: Any) -> int:
    """Return how much a text cell's pictures take on a page, which holds each as often as the text shows it."""
    pictures = cell.get("attachments")  # anything: RestoreCells checks them later
    return len(str(pictures)) * max(1, cell.source.count("attachment:")) if pictures else 0
