"""Any JSON in a notebook's place, through the steps before it runs: one error or a notebook by the instructor's rules."""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import nbformat
from hypothesis import given, settings
from hypothesis import strategies as st
from nbgrader.utils import determine_grade, is_grade

from autograder.notebook.read_notebook import UnreadableError, read_notebook
from tests.autograder.grading.submissions import IDS, LOCKED, SOURCE, find, released

RELEASED = json.loads(nbformat.writes(released()))
KEYS = [
    *["cells", "cell_type", "metadata", "nbgrader", "grade_id", "source", "id", "outputs", "attachments", "input"],
    *["nbformat", "nbformat_minor", "worksheets", "level", "tags", "grade", "solution", "locked", "task", "points"],
    *["checksum", "content", "colab", "kernelspec", "language", "schema_version", "output_type", "text", "name"],
]
WORDS = [*IDS, "code", "markdown", "raw", "heading", "x = 1", "assert x", "", "\ud800", "stream", *KEYS]
anything = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 5) | st.floats() | st.sampled_from(WORDS) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=15,
)


def places(value: Any) -> list[tuple[Any, Any]]:
    """Return each list or dict in a JSON value with each of its places."""
    found: list[tuple[Any, Any]] = []
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for place, part in parts:
        found += [(value, place), *places(part)]
    return found


@st.composite
def changed(draw: st.DrawFn) -> Any:
    """A release notebook, parts of which have become other parts of it, or anything."""
    nb = deepcopy(RELEASED)
    for _ in range(draw(st.integers(1, 6))):
        here, place = draw(st.sampled_from(places(nb)))
        other, at = draw(st.sampled_from(places(RELEASED)))
        here[place] = draw(st.just(deepcopy(other[at])) | anything)
        if not places(nb):
            break
    return nb


cells = st.lists(st.dictionaries(st.sampled_from(KEYS), anything, max_size=6), max_size=6)


@given(anything | changed() | st.builds(lambda cells: {"cells": cells, "nbformat": 4}, cells))
@settings(max_examples=150)
def test_whatever_it_holds_the_instructor_alone_decides_what_is_graded(restore: Callable[..., Any], value: Any) -> None:
    try:
        nb, _ = read_notebook(json.dumps(value).encode())
    except UnreadableError as error:
        assert str(error)
        return
    restored = restore(nb)
    assert [cell.metadata.nbgrader.grade_id for cell in restored.cells if "nbgrader" in cell.metadata] == IDS
    for cell in restored.cells:
        assert not cell.get("outputs")
        if "nbgrader" in cell.metadata:
            source = find(SOURCE, cell.metadata.nbgrader.grade_id)
            assert cell.cell_type == source.cell_type
            assert cell.metadata.get("tags") == source.metadata.get("tags")
            assert all(
                cell.metadata.nbgrader.get(k) == v for k, v in source.metadata.nbgrader.items() if k != "checksum"
            )
            assert cell.source == source.source or cell.metadata.nbgrader.grade_id not in LOCKED
    # Before any cell has run, nobody has points but those that an untouched test cell would give.
    points = {cell.metadata.nbgrader.grade_id: determine_grade(cell)[1] for cell in restored.cells if is_grade(cell)}
    assert points == {
        cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader.points for cell in SOURCE.cells if is_grade(cell)
    }
