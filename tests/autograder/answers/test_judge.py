"""Answers judged side by side: each as if it were the only one."""

import pytest

from autograder.answers.answer import Answer
from autograder.answers.judge import Test, Verdict, judge

pytestmark = pytest.mark.slow


def answer(name: str, source: str) -> Answer:
    return Answer("question", name, source, frozenset())


def cells(**sources: str) -> dict[str, Test]:
    return {name: Test(source, {}) for name, source in sources.items()}


def same(*failed: str) -> Verdict:
    """The verdict of an examiner and a kernel that agree."""
    return Verdict(set(failed), set(failed))


def test_says_which_tests_each_answer_fails() -> None:
    questions = cells(is_odd="assert n % 2 == 1", is_large="assert n > start")
    answers = [answer("three", "n = 3"), answer("four", "n = 4"), answer("eleven", "n = 11")]
    assert judge(["start = 10"], answers, questions) == {
        "three": same("is_large"),
        "four": same("is_odd", "is_large"),
        "eleven": same(),
    }


def test_no_answer_sees_what_another_did() -> None:
    answers = [answer("spoils", "values.append(4); n = 1"), answer("comes after", "pass")]
    questions = cells(n="n", values="assert values == []")
    assert judge(["values = []"], answers, questions) == {"spoils": same("values"), "comes after": same("n")}


def test_an_answer_that_lies_about_comparisons_convinces_the_kernel_only() -> None:
    answers = [answer("equal to everything", "class Any:\n    __eq__ = lambda self, other: True\nn = Any()")]
    found = judge([], answers, cells(three="assert n == 3"))
    assert found == {"equal to everything": Verdict(examined={"three"}, in_kernel=set())}


def test_an_answer_that_does_not_run_fails_what_needs_it() -> None:
    questions = cells(needs_it="assert f(1) == 1", needs_nothing="assert True")
    assert judge([], [answer("broken", "def f(x) return x")], questions) == {"broken": same("needs_it")}


def test_a_cell_before_that_fails_is_named() -> None:
    with pytest.raises(RuntimeError, match=r"ZeroDivisionError.*\n1 / 0"):
        judge(["1 / 0"], [answer("any", "n = 1")], {})


def test_an_answer_that_ends_the_process_is_named() -> None:
    with pytest.raises(RuntimeError, match="question/leaves ended"):
        judge([], [answer("leaves", "import os; os._exit(0)")], {})


def test_an_answer_that_never_ends_is_stopped() -> None:
    with pytest.raises(RuntimeError, match="question/hangs takes more than 1 second"):
        judge([], [answer("hangs", "while True: pass")], {}, seconds_an_answer=1)
