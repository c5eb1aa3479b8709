"""A small notebook, its student version, and an honest submission."""

from copy import deepcopy
from typing import Any

import nbformat
from nbformat.v4 import new_markdown_cell
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, ComputeChecksums, LockCells
from nbgrader.utils import is_solution
from traitlets.config import Config

from autograder.notebook.blank_solutions import BlankSolutions
from autograder.release.fold_tests import FoldTests
from tests.conftest import code, graded, notebook

HIDDEN = "### BEGIN HIDDEN TESTS\nassert x != 3\n### END HIDDEN TESTS"
SCHEME = "=== BEGIN MARK SCHEME ===\n1 point for y\n=== END MARK SCHEME ==="


def text(source: str, grade_id: str, **settings: Any) -> Any:
    """Make a text cell that nbgrader knows."""
    cell = new_markdown_cell(source)
    cell.metadata = code("", grade_id, tags=("objective:TM-Softmax",), **settings).metadata
    return cell


def source_notebook() -> Any:
    nb = notebook(
        code("import math", "imports", locked=True),
        new_markdown_cell("Set x."),
        code("# BLANK: x = ...\nx = 1", "answer", solution=True),
        graded(f"# Test: x\nassert x\n{HIDDEN}", points=2),
        text(f"Why?\n{SCHEME}", "why-question", locked=True),
        text("Therefore.", "why", grade=True, solution=True, points=3),
        code("# BLANK: y = ...\ny = 2", "second", solution=True),
        graded("assert y", "second-test", points=1),
        code("x + y"),
    )
    for cell in nb.cells:
        cell.id = cell.metadata.get("nbgrader", {}).get("grade_id", cell.id)
    nb.cells[-1].outputs = [nbformat.v4.new_output("stream", text="3")]
    return nb


SOURCE = source_notebook()
IDS = [cell.id for cell in SOURCE.cells if "nbgrader" in cell.metadata]
LOCKED = {cell.id for cell in SOURCE.cells if "nbgrader" in cell.metadata and not is_solution(cell)}


def released(source: Any = SOURCE) -> Any:
    """Make the student version, as the steps of a release do."""
    nb = deepcopy(source)
    steps = (
        BlankSolutions,
        LockCells,
        ComputeChecksums,
        ClearHiddenTests,
        ClearMarkScheme,
        FoldTests,
        ComputeChecksums,
    )
    for step in steps:
        nb, _ = step(config=Config(ClearMarkScheme={"enforce_metadata": False})).preprocess(nb, {})
    return nb


def find(nb: Any, grade_id: str) -> Any:
    return next(cell for cell in nb.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def sources(nb: Any) -> list[str]:
    return [cell.source for cell in nb.cells]


def answered() -> Any:
    """Make an honest submission, with a cell of the student's own."""
    nb = released()
    find(nb, "answer").source = "x = 1"
    find(nb, "why").source = "Since."
    find(nb, "second").source = "y = 2"
    nb.cells.insert(4, code("x  # mine") | {"id": "mine"})
    return nbformat.from_dict(nb)
