"""What an assertion may say once hidden lines have run: its own words, and values that no student's code can choose."""

from typing import Any

import pytest

from autograder.examiner.fixed_text import fixed_message, quoted_values
from autograder.examiner.names import Origin

ORIGINS: dict[str, Origin] = {"f": "kernel", "data": "kernel", "earlier": "test"}


def shown(source: str, *, with_values: bool = True) -> str:
    """Run a test cell that fails; return what its message may say."""
    names: dict[str, Any] = {"f": lambda *values: "SAID", "data": ["SAID"], "earlier": "SAID"}
    try:
        exec(compile(source, "<test>", "exec"), names)
    except AssertionError as error:
        return fixed_message(error, source, ORIGINS, with_values=with_values)
    raise AssertionError("it doesn't fail")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("assert f(1) == 2, 'f(1) should be 2.'", "f(1) should be 2."),
        ("assert f(1) == 2, f'not {f(1)}'", "not …"),
        ("x = 3\nassert f(x) == 2, f'f({x}) is {f(x)!r}, not {x - 1:.2f}'", "f(3) is …, not 2.00"),
        ("got = f(1)\nassert got == 2, ('f(1) is ' + str(got))", "f(1) is …"),
        ("got = f(1)\nassert got == 2, got", ""),
        ("import math\nassert f(1) == 2, f'{math.pi:.2f}'", "3.14"),
        ("for x, want in [(1, 2), (2, 3)]:\n    assert f(x) == want, f'{x} gives {want}'", "1 gives 2"),
        ("for x, got in [(1, f(1))]:\n    assert got == 2, f'{x} gives {got}'", "1 gives …"),
        ("a, b = 1, f(1)\nassert b == a, f'{a} {b}'", "1 …"),
        ("x = {1: 2}\nassert x.get(f(1)) == 2, f'{x}'", "{1: 2}"),
        ("raise AssertionError(f'no {f(1)}, {2}')", "no …, 2"),
        ("with open('/dev/null') as file:\n    x = 1\n    assert f(x) == 2, f'{x}'", "1"),
    ],
)
def test_a_message_keeps_its_words_and_the_tests_own_values(source: str, text: str) -> None:
    assert shown(source) == text


@pytest.mark.parametrize(
    "source",
    [
        "x = f(1)",
        "x = len(data)",
        "x = earlier",
        "x = [f(1)]",
        "x = []\nx.append(f(1))",
        "x = {}\nx['y'] = f(1)",
        "x = ''\nx += f(1)",
        "x = [0]\ny = x\ny[0] = f(1)",
        "x = [0]\ny = [x]\nfor z in y: z.append(f(1))",
        "x = [0]\nlist.append(x, f(1))",
        "x = 0\nfor _ in f(1): x += 1",
        "x = 0\nwhile x < len(f(1)): x += 1",
        "x = 'no'\nif f(1): x = 'SAID'",
        "for x in ['no', 'SAID']:\n    if x == f(1): break",
        "try:\n    raise ValueError(f(1))\nexcept ValueError as error:\n    x = str(error)",
        "def g(y): return y\nx = g(f(1))",
        "x = [y for y in f(1)]",
        "y = (x := f(1))",
        "match f(1):\n    case x: pass",
        "len = f\nx = len(1)",
        "x = sorted([1, 2], key=lambda y: f(y))",
        "from contextlib import suppress\nwith suppress(ValueError):\n    data, x = 1, f(1)",
    ],
)
def test_a_value_that_the_students_code_may_have_chosen_is_not_quoted(source: str) -> None:
    assert shown(f"{source}\nassert x is None, f'it is {{x}}.'") == "it is …."


def test_without_values_the_words_alone_are_kept() -> None:
    assert shown("x = [1]\nassert f(x) == 2, f'f({x}) is wrong'", with_values=False) == "f(…) is wrong"


def test_values_of_the_student_are_listed_with_their_lines() -> None:
    source = "x = 3\nassert f(x) == 2, f'{x}'\nassert f(x) == 2, (\n    f'{f(x)}'\n)"
    assert [*quoted_values(source, ORIGINS)] == [(4, "f(x)")]
