from pathlib import Path
from typing import Any

from nbformat.v4 import new_output

from autograder.release.keep_reference_outputs import KeepReferenceOutputs
from tests.conftest import code, graded, notebook, resources_for, solution

PRINTED = new_output("stream", name="stdout", text="Final loss: 0.56\n")


def kept(cell: Any, *outputs: Any) -> Any:
    cell.outputs = list(outputs)
    cell.execution_count = 7
    nb, _ = KeepReferenceOutputs().preprocess(notebook(cell), resources_for(Path("source/unit01/small.ipynb")))
    return nb.cells[-1]


def test_keeps_what_a_right_answer_prints_and_shows() -> None:
    picture = new_output("display_data", {"image/png": "iVBORw0KGgo="}, metadata={"image/png": {"alt": "A line."}})
    assert kept(solution("x"), PRINTED, picture).outputs == [PRINTED, picture]
    assert kept(code("x"), PRINTED).outputs == [PRINTED]


def test_does_not_say_in_which_order_the_instructor_ran_the_cells() -> None:
    cell = kept(code("x"), new_output("execute_result", {"text/plain": "3"}, execution_count=7))
    assert cell.execution_count is None
    assert cell.outputs[0].execution_count is None
    assert cell.outputs[0].data == {"text/plain": "3"}


def test_drops_outputs_of_test_cells_and_of_cells_that_give_an_answer_away() -> None:
    assert kept(graded("x"), PRINTED).outputs == []
    assert kept(code("x", tags=("hide-output",)), PRINTED).outputs == []


def test_drops_warnings() -> None:
    warning = new_output("stream", name="stderr", text="/home/instructor/notebook.py: DeprecationWarning")
    assert kept(code("x"), warning, PRINTED).outputs == [PRINTED]
