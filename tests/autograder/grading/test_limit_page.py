"""Pages stay small, whatever a submission shows; what tests say is always there."""

from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from autograder.grading.limit_page import LimitPage
from autograder.grading.outputs import error_output
from tests.conftest import graded

NOT_SHOWN = "Not shown: all cells together may show 0.01 MB of text.\n"


def limit(*cells: Any, shown_text: float = 0.01) -> list[list[Any]]:
    """Return the outputs of each cell."""
    nb, _ = LimitPage(shown_text=shown_text).preprocess(new_notebook(cells=list(cells)), {})
    return [cell.outputs for cell in nb.cells]


def shows(*outputs: Any) -> Any:
    return new_code_cell("1", outputs=list(outputs))


def test_what_passes_the_limit_is_not_shown_and_says_so_once_in_a_cell() -> None:
    printed = [new_output("stream", text="x" * 4000) for _ in range(9)]
    first, second = limit(shows(*printed), shows(*printed))
    assert [output.text for output in first] == ["x" * 4000] * 2 + [NOT_SHOWN]
    assert [output.text for output in second] == [NOT_SHOWN]


def test_tests_and_what_ended_a_cell_are_always_shown() -> None:
    test = graded("assert False")
    test.outputs = [new_output("stream", text="y" * 50_000), error_output("AssertionError", "No.")]
    printed = new_output("stream", text="x" * 50_000)
    outputs = limit(shows(printed, error_output("LimitPassed", "This cell was stopped.")), test)
    assert outputs[0][0].text == NOT_SHOWN
    assert outputs[0][1].evalue == "This cell was stopped."
    assert outputs[1] == test.outputs


def test_long_texts_are_cut() -> None:
    colours = "\x1b[31m" * 40_000
    cells = [
        shows(new_output("stream", text=colours)),
        shows(new_output("error", ename=colours, evalue=colours, traceback=[colours] * 9)),
        shows(new_output("display_data", {"text/plain": colours, "text/latex": colours})),
    ]
    stream, error, data = (outputs[0] for outputs in limit(*cells, shown_text=9))
    texts = [stream.text, error.ename, error.evalue, *error.traceback, *data.data.values()]
    assert len(texts) == 6
    assert all(len(text) < 100_100 and text.endswith("more characters, which are not shown.") for text in texts)


def test_pictures_stay() -> None:
    picture = new_output("display_data", {"image/png": "A" * 10**6, "text/plain": "<Figure>"})
    assert limit(shows(picture)) == [[picture]]


@pytest.mark.parametrize("piece", ["a.", "."])
def test_code_is_cut_where_time_is_up(piece: str) -> None:
    code = piece * 20_000
    nb, _ = LimitPage(page_seconds=1).preprocess(new_notebook(cells=[new_code_cell(code), new_code_cell("y = 1")]), {})
    first, second = nb.cells
    kept, told = first.source.rsplit("\n", 1)
    assert len(kept) >= 2000 and code.startswith(kept)
    assert told == f"# … and {len(code) - len(kept):,} more characters, which take too long to show."
    assert second.source == "y = 1"


def test_honest_code_and_texts_stay() -> None:
    code = "def f(x):\n    return [x ** 2 for _ in range(3)]  # three\n" * 100
    text = "# A title\n\n| a | b |\n|---|---|\n| $x_1$ | ![p](attachment:p) |"
    picture = new_markdown_cell(text, attachments={"p": {"image/png": "AAAA"}})
    nb, _ = LimitPage().preprocess(new_notebook(cells=[new_code_cell(code), picture]), {})
    assert [cell.source for cell in nb.cells] == [code, text]


def test_a_text_that_has_no_page_shows_as_it_was_typed() -> None:
    nb, _ = LimitPage().preprocess(new_notebook(cells=[new_markdown_cell("<b>![a](attachment:a)")]), {})
    assert nb.cells[0].source == "<pre>&lt;b>![a](attachment:a)</pre>".replace("b>!", "b&gt;!")
