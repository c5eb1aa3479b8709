"""Before a notebook is stored: keep what an interactive widget shows, not the widget."""

from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


class DropWidgets(NbGraderPreprocessor):
    """Drop the widgets from a notebook's outputs and metadata; the picture beside a widget stays.

    A stored widget can't run: its kernel is gone. It gets a new random id at each run, a page made from it would load
    code from the network, and without its state it shows an error. Colab stores the state in a form that nbconvert
    can't read.
    """

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Drop the state of all widgets, then each cell's."""
        nb.metadata.pop("widgets", None)
        return super().preprocess(nb, resources)

    def preprocess_cell(self, cell: Any, resources: dict[str, Any], cell_index: int) -> tuple[Any, dict[str, Any]]:
        """Drop one cell's widgets."""
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_VIEW, None)
            output.get("metadata", {}).pop(WIDGET_VIEW, None)
        return cell, resources
