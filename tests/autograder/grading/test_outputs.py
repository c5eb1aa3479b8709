"""What a kernel shows becomes outputs that a notebook may hold."""

from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_output

from autograder.grading.outputs import add_printed, finish


def collected(*outputs: Any) -> list[Any]:
    shown: list[Any] = []
    for output in outputs:
        shown.append(output)
        add_printed(shown)
    return finish(shown)


def test_what_is_printed_in_a_row_is_one_output() -> None:
    out, err, data = (
        new_output("stream", text=t, name=n) for t, n in (("a", "stdout"), ("b", "stderr"), ("c", "stdout"))
    )
    picture = new_output("display_data", {"text/plain": "p"})
    shown = collected(
        out, data, err, err.copy(), picture, new_output("stream", text="d"), new_output("stream", text="e")
    )
    assert [output.get("text") for output in shown] == ["ac", "bb", None, "de"]


@pytest.mark.parametrize(
    "hostile",
    [
        {"output_type": "stream", "name": "stdout", "text": 3},
        {"output_type": "display_data", "data": {"text/plain": 3}, "metadata": {}},
        {"output_type": "display_data", "data": {}, "metadata": 3},
        {
            "output_type": "display_data",
            "data": {"application/json": eval("[" * 90 + "]" * 90)},
            "metadata": {},
            "more": 1,
        },
        {"output_type": "other"},
    ],
)
def test_what_a_notebook_may_not_hold_is_left_out(hostile: dict[str, Any]) -> None:
    assert not nbformat.validator.isvalid(hostile, ref="output", version=4)
    assert collected(hostile, {**hostile}) == []


def test_deep_data_is_left_out() -> None:
    deep: Any = []
    for _ in range(99):
        deep = [deep]
    assert collected(new_output("display_data", {"application/json": deep})) == []
