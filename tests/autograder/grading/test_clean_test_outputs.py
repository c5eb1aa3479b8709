"""nbgrader's scoring, with and without our step, on the outputs that it misreads; then the command itself."""

import warnings
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_output
from nbgrader.api import Gradebook
from nbgrader.utils import determine_grade

from autograder.grading.clean_test_outputs import CleanTestOutputs
from tests.conftest import code, graded, notebook

WARNING = new_output("stream", name="stderr", text="UserWarning: careful")
VALUE = new_output("execute_result", {"text/plain": "0.5"})
TRUE = new_output("execute_result", {"text/plain": "True"})
ERROR = new_output("error", ename="AssertionError", evalue="no", traceback=["no"])


def score(cell: Any) -> float:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        points, _ = determine_grade(cell)
    return points


@pytest.mark.parametrize(
    ("outputs", "stock", "expected"),
    [([], 2, 2), ([WARNING], 0, 2), ([VALUE], 0.5, 2), ([TRUE], 2, 2), ([ERROR], 0, 0), ([WARNING, VALUE, ERROR], 0, 0), ([VALUE, ERROR], 0.5, 0)],
)  # fmt: skip
def test_only_an_error_costs_points(outputs: list[Any], stock: float, expected: float) -> None:
    cell = graded("assert f()", points=2)
    cell.outputs = [nbformat.from_dict(output) for output in outputs]
    assert score(cell) == stock  # if nbgrader mends this, the step can go
    cleaned, _ = CleanTestOutputs().preprocess_cell(cell, {}, 0)
    assert score(cleaned) == expected
    nbformat.validate(notebook(cleaned))


def test_what_was_printed_stays_to_be_read() -> None:
    cell = graded("assert f()")
    cell.outputs = [nbformat.from_dict(WARNING), nbformat.from_dict(VALUE)]
    CleanTestOutputs().preprocess_cell(cell, {}, 0)
    assert cell.outputs[0].text == WARNING.text
    assert cell.outputs[1].data == VALUE.data


def test_leaves_students_cells_alone() -> None:
    cell = code("f()")
    cell.outputs = [nbformat.from_dict(VALUE)]
    assert CleanTestOutputs().preprocess_cell(cell, {}, 0)[0].outputs == [VALUE]


@pytest.mark.slow
def test_warnings_and_values_cost_nothing_in_a_graded_class(small_course, run) -> None:  # type: ignore[no-untyped-def]
    """The whole way, through nbgrader's commands: a warning, a print to stderr, a last line with a value."""
    source = notebook(
        code("# BLANK: x = ...\nx = 1", "answer", solution=True),
        graded("import warnings\nwarnings.warn('careful')\nassert x == 1", "warns", points=2),
        graded("import sys\nprint('careful', file=sys.stderr)\nassert x == 1", "prints", points=2),
        graded("assert x == 1\nx / 2", "value", points=2),
        graded("assert x == 1\n-3 * x", "negative", points=2),
        graded("1 / 4\nassert x == 2, 'x should be 2'", "fails", points=2),
    )
    folder = small_course(source)
    run("nbgrader", "generate_assignment", "unit01", cwd=folder)
    submission = nbformat.read(folder / "release" / "unit01" / "small.ipynb", as_version=4)
    answer = next(cell for cell in submission.cells if cell.source == "x = ...")
    answer.source = "x = 1"
    path = folder / "submitted" / "s1" / "unit01" / "small.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(submission, path)
    run("nbgrader", "autograde", "unit01", cwd=folder)
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        grades = gradebook.find_submission_notebook("small", "unit01", "s1").grades
        points = {grade.name: grade.score for grade in grades}
    assert points == {"warns": 2, "prints": 2, "value": 2, "negative": 2, "fails": 0}
