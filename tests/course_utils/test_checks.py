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
    with pytest.raises(AssertionError, match=r"A blank is still `\.\.\.`"):
        run(cell)


def test_an_error_in_a_students_function_stays() -> None:
    cell = "def halve(x):\n    return y / 2\nwith check('half'):\n    assert halve(4) == 2"
    with pytest.raises(NameError, match="'y' is not defined"):
        run(cell)


def test_a_variable_may_have_the_name_of_a_function_that_the_test_calls() -> None:
    names: dict[str, Any] = {"check": check}
    exec("sum, max = 5, [1]", names)
    exec("with check('six'):\n    assert sum(n for n in range(4)) == 6 and any(max([n]) == 2 for n in range(3))", names)
    assert (names["sum"], names["max"]) == (5, [1])
    with pytest.raises(AssertionError):
        exec("with check('seven'):\n    assert sum([1, 2]) == 7", names)
    assert (names["sum"], names["max"]) == (5, [1])


def test_a_function_of_the_notebook_and_a_name_of_the_test_stay_as_they_are() -> None:
    run("with check('own'):\n    assert sum([1]) == 'own'", sum=lambda values: "own")
    run("max = 3\nwith check('three'):\n    min = 2\n    assert (max, min) == (3, 2)", max=1, min=1)
