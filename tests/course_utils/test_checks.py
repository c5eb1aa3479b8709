from typing import Any

import pytest

from course_utils import check


def run(cell: str, **names: Any) -> None:
    exec(cell, {"__name__": "__main__", "check": check, **names})


def test_what_was_checked_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    run("with check('answer is five'):\n    assert answer == 5", answer=5)
    assert capsys.readouterr().out == "\x1b[32m✓\x1b[0m answer is five\n"


def test_an_assertion_says_what_it_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(AssertionError, match=r"^answer should be 5\.$"):
        run("with check('answer is five'):\n    assert answer == 5, 'answer should be 5.'", answer=4)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("cell", "value", "told"),
    [
        ("assert weights.sum() == 5", ..., "A blank is still `...`."),
        ("assert weights[0] == 5", ..., "A blank is still `...`."),
        ("assert float(weights) == 5", ..., "A blank is still `...`."),
        ("assert weights + 1 == 5", None, "There is None"),
        ("assert weights.sum() == 5", None, "There is None"),
        ("assert missing == 5", 1, "Nothing has defined `missing` yet."),
    ],
)
def test_a_blank_that_was_left_is_named(cell: str, value: Any, told: str) -> None:
    with pytest.raises(AssertionError) as error:
        run(f"with check('five'):\n    {cell}", weights=value)
    assert told in str(error.value)
    assert "Fill in the blank above" in str(error.value)


def test_a_blank_in_a_students_function_is_named() -> None:
    cell = "def halve(x):\n    half = ...\n    return half + 0\nwith check('half'):\n    assert halve(4) == 2"
    with pytest.raises(AssertionError, match="A blank is still `...`"):
        run(cell)


def test_an_error_in_a_students_function_stays() -> None:
    cell = "def halve(x):\n    return y / 2\nwith check('half'):\n    assert halve(4) == 2"
    with pytest.raises(NameError, match="'y' is not defined"):
        run(cell)
