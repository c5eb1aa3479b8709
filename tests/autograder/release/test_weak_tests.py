"""What a release notes about tests, without stopping."""

import pytest

from autograder.release.weak_tests import weak_tests
from tests.conftest import code, graded, notebook, solution

CELLS = (code("import numpy as np\ndata = [1]", "given", locked=True), solution("def f(x): return x\ny = f(data)", "f"))


def noted(test: str) -> list[str]:
    """Return what is noted about a test."""
    return [f"{index} {line} {what}" for index, (line, what) in weak_tests(notebook(*CELLS, graded(test, "f-test")))]


@pytest.mark.parametrize(
    "test",
    [
        "assert y == f(data)",
        "assert np.allclose(y, f(data), atol=0.1), 'no'",
        "z = f(data)\nassert z[0] == y[0]",
        "import numpy as np\nassert np.all(np.equal(y, f(data)))",
    ],
)
def test_a_test_that_compares_what_a_student_makes_with_what_a_student_makes(test: str) -> None:
    (what,) = noted(test)
    assert "compares two things that a student makes" in what


@pytest.mark.parametrize(
    "test",
    [
        "assert y == [1]",
        "assert f(2) == f(1) + 1",
        "x = [2]\nassert f(x) == y",
        "x = np.ones(3)\nassert np.allclose(f(x) + f(x), f(x + x))",
        "for x in data:\n    assert f(x) == x",
        "assert y, f'not {y}'",
    ],
)
def test_a_test_that_brings_its_own_is_not_noted(test: str) -> None:
    assert noted(test) == []


def test_a_hidden_message_that_quotes_a_student() -> None:
    test = "x = 3\nassert y, f'{y}'\n### BEGIN HIDDEN TESTS\nassert y == [x], f'not {x} but {y}'\n### END HIDDEN TESTS"
    (what,) = noted(test)
    assert what.startswith("3 4 where this message quotes “y”, students read “…”")
