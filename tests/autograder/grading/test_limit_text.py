"""What is too large for any step of grading is left out, and its student is told which limit it passed."""

from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.converters import NbGraderException

from autograder.grading.limit_text import LimitText


def limit(*cells: Any, **limits: Any) -> tuple[list[Any], list[str]]:
    """Return the cells that are left, and the repairs."""
    resources: dict[str, Any] = {"nbgrader": {"student": "ada"}}
    nb, resources = LimitText(**limits).preprocess(new_notebook(cells=list(cells)), resources)
    nbformat.validate(nb)
    return nb.cells, resources["repairs"]


def test_what_is_within_the_limits_stays() -> None:
    picture = new_markdown_cell("![a](attachment:a)", attachments={"a": {"image/png": "A" * 1000}})
    long_words = "a" * 5000 + " " + "3." * 500
    cells, repairs = limit(new_code_cell("x = 1"), picture, new_code_cell(long_words))
    assert [cell.source for cell in cells] == ["x = 1", "![a](attachment:a)", long_words]
    assert cells[1].attachments == {"a": {"image/png": "A" * 1000}}
    assert repairs == []


def test_a_long_cell_is_left_out_by_name() -> None:
    cells, repairs = limit(new_code_cell("#" * 101), new_markdown_cell("x" * 101), new_code_cell("y"), cell_text=100)
    assert [cell.source for cell in cells] == [
        "# This cell is left out: it has 101 characters, and a cell may have 100.",
        "This cell is left out: it has 101 characters, and a cell may have 100.",
        "y",
    ]
    assert repairs == [f"cell {n} is left out: it has 101 characters, and a cell may have 100" for n in (1, 2)]


def test_what_passes_the_limit_of_the_notebook_is_left_out() -> None:
    cells, repairs = limit(new_code_cell("a" * 90), new_code_cell("b" * 11), new_code_cell("c"), notebook_text=100)
    assert cells[0].source == "a" * 90
    assert cells[1].source == "# This cell is left out: all cells together may have 100 characters."
    assert len(repairs) == 2


def test_pictures_count_as_often_as_they_are_shown() -> None:
    attachments = {"a": {"image/png": "A" * 2**20}}
    once = new_markdown_cell("![a](attachment:a)", attachments=attachments)
    often = new_markdown_cell("![a](attachment:a)" * 30, attachments=attachments)
    cells, repairs = limit(once, often)
    assert "attachments" in cells[0] and "attachments" not in cells[1]
    assert repairs == ["the pictures in cell 2 are left out: they take more than 20 MB"]


def test_too_many_cells_are_refused_by_name() -> None:
    with pytest.raises(NbGraderException, match="ada: the notebook has more than 2 cells"):
        limit(*[new_code_cell("x")] * 3, cells=2)
