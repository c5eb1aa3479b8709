from typing import Any

from autograder.release.fold_tests import FoldTests
from tests.conftest import code, graded, solution

TEST = "# Test: 1 < 2\nassert x"


def folded(cell: Any) -> Any:
    return FoldTests().preprocess_cell(cell, {}, 0)[0]


def test_a_test_is_folded_in_colab_and_in_jupyterlab() -> None:
    cell = folded(graded(TEST))
    assert cell.source == "#@title Test: 1 < 2\nassert x"
    assert cell.metadata.cellView == "form"
    assert cell.metadata.jupyter.source_hidden is True
    assert cell.metadata.nbgrader.grade_id == "answer-test"


def test_all_other_cells_stay_open() -> None:
    for cell in (solution(TEST), code(TEST), graded("assert x  # Test: 1 < 2")):
        source = cell.source
        assert folded(cell).source == source
        assert "cellView" not in cell.metadata and "jupyter" not in cell.metadata
