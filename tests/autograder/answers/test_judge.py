"""Answers judged side by side: each as if it were the only one."""

from collections.abc import Callable, Mapping
from pathlib import Path

import nbformat
import pytest

from autograder.answers.judge import Verdict, judging
from tests.conftest import code, graded, notebook

pytestmark = pytest.mark.slow

Judge = Callable[..., dict[str, Verdict]]


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    """Judge answers by their names, to a question with such cells before it and such tests."""

    def judge(answers: Mapping[str, str], before: str = "", seconds: float = 20, **tests: str) -> dict[str, Verdict]:
        path = tmp_path / "small.ipynb"
        cells = [graded(source, name) for name, source in tests.items()]
        nbformat.write(notebook(code(before), *cells), path)
        with judging(path, [before], tests, tmp_path) as judge:
            return {name: judge.judge(source, seconds) for name, source in answers.items()}

    return judge


def same(*failed: str) -> Verdict:
    """The verdict of an examiner and a kernel that agree."""
    return Verdict(set(failed), set(failed))


def test_says_which_tests_each_answer_fails(judge: Judge) -> None:
    answers = {"three": "n = 3", "four": "n = 4", "eleven": "n = 11"}
    assert judge(answers, "start = 10", is_odd="assert n % 2 == 1", is_large="assert n > start") == {
        "three": same("is_large"),
        "four": same("is_odd", "is_large"),
        "eleven": same(),
    }


def test_no_answer_sees_what_another_did(judge: Judge) -> None:
    answers = {"spoils": "values.append(4); n = 1", "comes after": "pass"}
    found = judge(answers, "values = []", n="n", values="assert values == []")
    assert found == {"spoils": same("values"), "comes after": same("n")}


def test_an_answer_that_lies_about_comparisons_convinces_the_kernel_only(judge: Judge) -> None:
    answers = {"equal to everything": "class Any:\n    __eq__ = lambda self, other: True\nn = Any()"}
    found = judge(answers, three="assert n == 3")
    assert found == {"equal to everything": Verdict(examined={"three"}, in_kernel=set())}


def test_what_an_answer_does_to_its_process_stays_there(judge: Judge) -> None:
    answers = {"patches": "import math\nmath.pi = 3", "swears": "import numpy\nnumpy.seterr(all='raise')"}
    tests = {"pi": "import math\nassert math.pi > 3", "zero": "import numpy\nassert numpy.exp(-1e4) == 0"}
    assert judge(answers, **tests) == {
        "patches": Verdict(examined=set(), in_kernel={"pi"}),
        "swears": Verdict(examined=set(), in_kernel={"zero"}),
    }


def test_an_answer_that_does_not_run_fails_what_needs_it(judge: Judge) -> None:
    answers = {"broken": "def f(x) return x"}
    assert judge(answers, needs_it="assert f(1) == 1", needs_nothing="assert True") == {"broken": same("needs_it")}


def test_a_cell_before_that_fails_is_named(judge: Judge) -> None:
    with pytest.raises(RuntimeError, match=r"ZeroDivisionError.*\n1 / 0"):
        judge({}, "1 / 0")


def test_an_answer_that_ends_the_process_or_never_ends_is_told(judge: Judge) -> None:
    answers = {"leaves": "import os; os._exit(3)", "hangs": "while True: pass", "comes after": "n = 1"}
    found = judge(answers, seconds=1, n="n", calls="'f' in globals() and f()")
    errors = ["ended the process that it ran in", "takes too long", ""]
    assert [verdict.error for verdict in found.values()] == errors


def test_a_function_that_never_ends_fails_its_test(judge: Judge) -> None:
    found = judge({"hangs": "def f():\n    while True: pass"}, seconds=1, calls="f()")
    assert found == {"hangs": Verdict({"calls"}, set(), "takes too long")}
