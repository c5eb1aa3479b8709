"""That no widget is stored: those who open the notebook couldn't run it."""

from pathlib import Path
from typing import Any

import pytest
from nbconvert import HTMLExporter
from nbformat.v4 import new_output

from autograder.course.config import load_config
from autograder.notebook.drop_widgets import WIDGET_VIEW, DropWidgets
from tests.conftest import COURSE, code, notebook, resources_for

STATE = "application/vnd.jupyter.widget-state+json"
PICTURE = {"image/png": "iVBORw0KGgo=", "text/plain": "softmax_demo()"}
ALT = {"image/png": {"alt": "Two bar charts."}}


def with_widget() -> Any:
    """Make a notebook as Colab stores it: its state has no key "state"."""
    cell = code("softmax_demo()")
    cell.outputs = [
        new_output("stream", name="stdout", text="hello\n"),
        new_output(
            "execute_result",
            {WIDGET_VIEW: {"model_id": "1f", "version_major": 2, "version_minor": 0}, **PICTURE},
            metadata={WIDGET_VIEW: {"colab": {}}, **ALT},
            execution_count=1,
        ),
    ]
    nb = notebook(cell)
    nb.metadata["widgets"] = {STATE: {"1f": {"model_module": "anywidget", "model_name": "AnyModel", "state": {}}}}
    return nb


def test_keeps_the_picture_and_what_is_printed() -> None:
    nb, _ = DropWidgets().preprocess(with_widget(), resources_for(Path("source/unit01/small.ipynb")))
    assert "widgets" not in nb.metadata
    printed, shown = nb.cells[-1].outputs
    assert printed.text == "hello\n"
    assert shown.data == PICTURE
    assert shown.metadata == ALT


def test_a_page_can_be_made_of_what_colab_stores() -> None:
    nb = with_widget()
    with pytest.raises(KeyError, match="state"):
        HTMLExporter().from_notebook_node(nb)
    DropWidgets().preprocess(nb, resources_for(Path("source/unit01/small.ipynb")))
    page, _ = HTMLExporter().from_notebook_node(nb)
    assert "unpkg.com" not in page


def test_every_pipeline_that_stores_outputs_drops_widgets() -> None:
    config = load_config(COURSE)
    for steps in (config.GenerateAssignment.preprocessors, config.Autograde.autograde_preprocessors):
        assert DropWidgets in steps
