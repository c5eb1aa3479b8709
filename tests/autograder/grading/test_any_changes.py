"""Submissions with any mixture of changes: the instructor's cells are there, and nothing moves without need."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.autograder.grading.submissions import IDS, LOCKED, answered, find, released, sources
from tests.conftest import code

texts = st.text("aé ,\0", max_size=3)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts | st.sampled_from(IDS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts | st.just("grade_id"), inner, max_size=3),
    max_leaves=8,
)
settings = st.dictionaries(st.sampled_from(["grade_id", "grade", "solution", "locked", "points", "task"]), json_values)
positions = st.integers(0, 11)
ANSWERED = answered()


@st.composite
def submissions(draw: st.DrawFn, keep_order: bool = False) -> Any:
    """Make a submission with any number of changes; what the student wrote has a number of its own."""
    nb = deepcopy(ANSWERED)
    kinds = ["delete", "edit", "insert", "metadata", "id", "type"]
    for number in range(draw(st.integers(0, 8))):
        kind = draw(st.sampled_from(kinds[:3] if keep_order else [*kinds, "copy", "move", "claim"]))
        index = min(draw(positions), len(nb.cells) - 1)
        if kind == "insert" or index < 0:
            nb.cells.insert(index + 1, code(f"# mine {number}"))
            continue
        cell = nb.cells[index]
        if kind == "delete":
            del nb.cells[index]
        elif kind == "edit":
            cell.source = f"# mine {number}"
        elif kind == "metadata":
            cell.metadata = draw(st.dictionaries(st.sampled_from(["tags", "name", "jupyter", "colab"]), json_values))
            cell.metadata["nbgrader"] = draw(json_values | settings)
        elif kind == "id":
            cell.id = draw(st.sampled_from(IDS) | json_values)
        elif kind == "type":
            cell.cell_type = draw(st.sampled_from(["code", "markdown", "raw", "evil"]))
        elif kind == "claim":
            cell.metadata["nbgrader"] = {"grade_id": draw(st.sampled_from(IDS))}
        else:
            if kind == "move":
                del nb.cells[index]
            nb.cells.insert(draw(positions), deepcopy(cell))
    return nb


@given(nb=submissions())
def test_whatever_was_done_the_instructors_cells_are_there_once_and_in_order(
    restore: Callable[..., Any], nb: Any
) -> None:
    originals = restore(released())
    restored = restore(nb)
    in_place = [cell for cell in restored.cells if "nbgrader" in cell.metadata]
    assert [cell.metadata.nbgrader.grade_id for cell in in_place] == IDS
    for cell in in_place:
        original = find(originals, cell.id)
        assert (cell.cell_type, cell.metadata.nbgrader) == (original.cell_type, original.metadata.nbgrader)
        assert cell.metadata.get("tags") == original.metadata.get("tags")
        assert cell.id not in LOCKED or cell.source == original.source
    # Of what a student wrote, only the text of an edited locked cell is lost, once for each such cell.
    lost = {cell.source for cell in nb.cells if "# mine" in cell.source} - set(sources(restored))
    assert len(lost) <= len(LOCKED)
    for source in lost:
        assert not [cell for cell in nb.cells if cell.source == source and _claim(cell) not in LOCKED]
    again = restore(restored)
    assert again.cells == restored.cells and "repairs" not in again.metadata


def _claim(cell: Any) -> Any:
    """Return which of the instructor's cells a submitted one says it is."""
    nbgrader = cell.metadata.get("nbgrader")
    grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    return grade_id if grade_id in IDS else cell.get("id")


@given(nb=submissions(keep_order=True))
def test_nothing_moves_without_need(restore: Callable[..., Any], nb: Any) -> None:
    before = [cell.id for cell in nb.cells]
    after = [cell.id for cell in restore(nb).cells]
    assert [cell_id for cell_id in after if cell_id in before] == before
