"""Submissions whose cells have lost their names, and what is told of them."""

import json
import random
import time
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_markdown_cell, new_raw_cell
from nbgrader.utils import is_solution
from traitlets.config import Config

from autograder.grading.restore_cells import RestoreCells
from autograder.notebook.read_notebook import read_notebook
from tests.autograder.grading.submissions import find, released, sources, text
from tests.conftest import code, graded, notebook

STUB = (
    'def {name}(values):\n    """Return the {name}."""\n    # BLANK: total = ...\n    total = {how}\n    return total'
)
SOURCE = notebook(
    new_markdown_cell("# Means"),
    code("import math", "imports", locked=True),
    code(STUB.format(name="mean", how="sum(values) / len(values)"), "mean", solution=True),
    graded("# Test: mean\nassert mean([1, 3]) == 2\n### BEGIN HIDDEN TESTS\nassert mean([4])\n### END HIDDEN TESTS", "mean-test"),
    new_markdown_cell("## In words"),
    text("Why is a mean no median?", "why-question", locked=True),
    text("Because.", "why", grade=True, solution=True, points=3),
    text("When are they equal?", "when-question", locked=True),
    text("Sometimes.", "when", grade=True, solution=True, points=3),
    code("# BLANK: x = ...\nx = 1", "x", solution=True),
    graded("# Test: x\nassert x == 1", "x-test"),
    code("### BEGIN SOLUTION\ny = 2\n### END SOLUTION", "y", solution=True),
    graded("# Test: y\nassert y == 2", "y-test"),
)  # fmt: skip
ANSWERS = {
    "mean": STUB.format(name="mean", how="sum(values) / len(values)").replace("    # BLANK: total = ...\n", ""),
    "why": "A mean moves with outliers.",
    "when": "If the data are symmetric.",
    "x": "x = 1",
    "y": "z = 1\ny = 2 * z",
}


def nameless() -> Any:
    """Make a submission whose cells have lost ids and metadata, all answers right."""
    nb = released(SOURCE)
    for name, answer in ANSWERS.items():
        find(nb, name).source = answer
    for cell in nb.cells:
        cell.metadata = {}
        cell.pop("id", None)
    return nbformat.from_dict(nb)


@pytest.fixture(scope="module")
def restore(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., tuple[Any, list[str]]]:
    """Run the step; return the notebook and what was repaired."""
    root = tmp_path_factory.mktemp("course")
    path = root / "source" / "unit01" / "means.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(SOURCE, path)

    def restore(nb: Any) -> tuple[Any, list[str]]:
        names = {"student": "s1", "assignment": "unit01", "notebook": "means"}
        step = RestoreCells(config=Config(CourseDirectory={"root": str(root)}))
        restored, resources = step.preprocess(deepcopy(nb), {"nbgrader": names})
        nbformat.validate(deepcopy(restored))
        return restored, resources.get("repairs", [])

    return restore


def answers_of(nb: Any) -> dict[str, str]:
    return {cell.metadata.nbgrader.grade_id: cell.source for cell in nb.cells if is_solution(cell)}


def test_every_answer_is_found_again(restore: Callable[..., Any]) -> None:
    nb, repairs = restore(nameless())
    assert answers_of(nb) == ANSWERS
    assert len(nb.cells) == len(SOURCE.cells)
    assert [cell.cell_type for cell in nb.cells] == [cell.cell_type for cell in SOURCE.cells]
    assert repairs[0].startswith("cells had lost their names, and are known by their text: imports, mean-test,")
    assert repairs[1:] == [
        "cell 4 had lost its name; it is taken for mean, which it resembles",
        "cell 8 had lost its name; it is taken for why, since it stands between why-question and when-question",
        "cell 10 had lost its name; it is taken for when, since it stands between when-question and x",
        "cell 11 had lost its name; it is taken for x, which it resembles",
        "cell 13 had lost its name; it is taken for y, since it stands between x-test and y-test",
    ]


def test_answers_are_found_among_the_students_own_cells(restore: Callable[..., Any]) -> None:
    handed_in = nameless()
    for index in (14, 13, 11, 6, 4, 3, 0):
        handed_in.cells.insert(index, code(f"# scratch {index}\nprint({index})"))
    nb, _ = restore(handed_in)
    assert {name: text for name, text in answers_of(nb).items() if name != "y"} == {
        name: text for name, text in ANSWERS.items() if name != "y"
    }
    # Code runs in the order in which it was handed in, whatever cell it is taken for.
    assert [source for source in sources(nb) if "scratch" in source or source in ANSWERS.values()] == [
        source for source in sources(handed_in) if "scratch" in source or source in ANSWERS.values()
    ]


def test_an_edited_test_is_the_instructors_again(restore: Callable[..., Any]) -> None:
    handed_in = nameless()
    handed_in.cells[4].source = "# Test: mean\nassert mean([1, 3]) == 2 or True"
    nb, repairs = restore(handed_in)
    assert answers_of(nb) == ANSWERS
    assert find(nb, "mean-test").source == find(SOURCE, "mean-test").source
    assert "cell mean-test is locked, but was edited; its text is the instructor's again" in repairs


def test_answers_in_cells_of_another_type_are_found(restore: Callable[..., Any]) -> None:
    handed_in = nameless()
    for index in (3, 7, 9, 10):
        handed_in.cells[index] = new_raw_cell(handed_in.cells[index].source)
    handed_in.cells[4] = new_markdown_cell(handed_in.cells[4].source)
    nb, repairs = restore(handed_in)
    assert answers_of(nb) == ANSWERS
    assert "cell why was a raw cell; it is markdown again" in repairs


def test_colabs_own_ids_are_names(restore: Callable[..., Any]) -> None:
    handed_in = nameless()
    for cell, original in zip(handed_in.cells, SOURCE.cells, strict=True):
        cell.metadata = {"id": original.id, "colab": {}}
    random.Random(0).shuffle(handed_in.cells)
    nb, repairs = restore(handed_in)
    assert answers_of(nb) == ANSWERS
    assert not any("lost" in repair for repair in repairs)


def test_a_name_that_is_there_is_worth_more_than_text(restore: Callable[..., Any]) -> None:
    handed_in = nameless()
    mine = code(ANSWERS["mean"].replace("sum(values)", "math.fsum(values)"), "mean", solution=True)
    handed_in.cells.append(mine)
    nb, repairs = restore(handed_in)
    assert answers_of(nb)["mean"] == mine.source
    assert ANSWERS["mean"] in sources(nb)
    assert not any("taken for mean" in repair for repair in repairs)


def test_another_notebook_is_no_submission_to_this_one(restore: Callable[..., Any]) -> None:
    handed_in = notebook(*[code(f"a{n} = {n}") for n in range(20)])
    for cell in handed_in.cells:
        del cell["id"]
    nb, repairs = restore(handed_in)
    assert set(answers_of(nb).values()).isdisjoint(sources(handed_in))
    assert all("was missing" in repair for repair in repairs)


def test_a_deleted_answer_that_was_written_again_is_found_if_it_resembles_the_blank(
    restore: Callable[..., Any],
) -> None:
    handed_in = released(SOURCE)
    position = handed_in.cells.index(find(handed_in, "mean"))
    handed_in.cells[position : position + 1] = [code("print(1)"), code(ANSWERS["mean"])]
    nb, repairs = restore(handed_in)
    assert answers_of(nb)["mean"] == ANSWERS["mean"]
    assert repairs == [f"cell {position + 2} had lost its name; it is taken for mean, which it resembles"]


changes = st.lists(
    st.tuples(
        st.sampled_from(["delete", "copy", "move", "edit", "own", "type"]), st.integers(0, 15), st.integers(0, 15)
    ),
    max_size=8,
)


@given(changes)
def test_whatever_was_done_nothing_of_the_students_is_lost(
    restore: Callable[..., Any], changes: list[tuple[str, int, int]]
) -> None:
    handed_in = nameless()
    for number, (kind, index, other) in enumerate(changes):
        index = min(index, len(handed_in.cells) - 1)
        if kind == "delete" and len(handed_in.cells) > 1:
            del handed_in.cells[index]
        elif kind in ("copy", "move"):
            cell = handed_in.cells[index] if kind == "copy" else handed_in.cells.pop(index)
            handed_in.cells.insert(other, deepcopy(cell))
        elif kind == "edit":
            handed_in.cells[index].source += f"\n# mine {number}"
        elif kind == "own":
            handed_in.cells.insert(index, code(f"# mine {number}"))
        else:
            handed_in.cells[index] = new_raw_cell(handed_in.cells[index].source)
    nb, _ = restore(handed_in)
    ids = [cell.metadata.nbgrader.grade_id for cell in nb.cells if "nbgrader" in cell.metadata]
    assert ids == [cell.metadata.nbgrader.grade_id for cell in SOURCE.cells if "nbgrader" in cell.metadata]
    for cell in nb.cells:
        if "nbgrader" in cell.metadata and not is_solution(cell):
            assert cell.source == find(SOURCE, cell.metadata.nbgrader.grade_id).source
    kept = sources(nb)
    for answer in ANSWERS.values():
        assert sources(handed_in).count(answer) <= kept.count(answer)
    restored_again, repairs = restore(nb)
    assert restored_again.cells == nb.cells and repairs == []


garbage = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3) | st.sampled_from(sources(SOURCE)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["nbgrader", "tags", "id"]), inner),
    max_leaves=6,
)
garbage_cells = st.dictionaries(
    st.sampled_from(["cell_type", "source", "metadata", "id", "attachments", "outputs"]),
    garbage | st.sampled_from(["code", "markdown", "mean", "x-test"]),
)


@given(cells=st.lists(garbage_cells | st.sampled_from(nameless().cells), max_size=15), metadata=garbage)
def test_whatever_is_handed_in_tests_are_the_instructors(
    restore: Callable[..., Any], cells: Any, metadata: Any
) -> None:
    written = json.dumps({"nbformat": 4, "metadata": metadata, "cells": cells}).encode()
    handed_in, _ = read_notebook(written)
    nb, _ = restore(handed_in)
    nbformat.writes(nb)
    blank = answers_of(released(SOURCE))
    for cell in nb.cells:
        settings = cell.metadata.get("nbgrader", {})
        if is_solution(cell):
            assert cell.source == blank[settings.grade_id] or cell.source in sources(handed_in)
        elif settings:
            assert cell.source == find(SOURCE, settings.grade_id).source
    assert sum("nbgrader" in cell.metadata for cell in nb.cells) == sum(
        "nbgrader" in cell.metadata for cell in SOURCE.cells
    )


@pytest.mark.parametrize("piece", ["own", "stub", "test", "words", "claims", "ids"])
def test_matching_takes_time_in_proportion(restore: Callable[..., Any], piece: str) -> None:
    cells: dict[str, Callable[[int], Any]] = {
        "own": lambda n: code(f"x = {n}"),
        "stub": lambda n: new_markdown_cell("*your thoughtful answer here*"),
        "test": lambda n: code("# Test: x\nassert x == 1"),
        "words": lambda n: code("def mean(values): total return" + " word" * 20),
        "claims": lambda n: code("x", "mean-test"),
        "ids": lambda n: code("x"),
    }

    def seconds(count: int) -> float:
        handed_in = nameless()
        own = [cells[piece](n) for n in range(count)]
        for cell in own:
            cell.id = "mean" if piece == "ids" else "own"
        handed_in.cells[7:7] = own
        handed_in.cells += own
        began = time.process_time()
        restore(handed_in)
        return time.process_time() - began

    base = max(min(seconds(600) for _ in range(2)), 0.05)
    assert seconds(2400) < 12 * base  # twice that many cells are in it, and a notebook may have 5000
