"""Answers judged side by side: each as if it were the only one."""

import pytest

from autograder.answers import Answer
from autograder.judge import judge

pytestmark = pytest.mark.slow


def answer(name: str, source: str) -> Answer:
    return Answer("question", name, source, frozenset())


def test_says_which_tests_each_answer_fails() -> None:
    tests = {"is-odd": "assert n % 2 == 1", "is-large": "assert n > start"}
    answers = [answer("three", "n = 3"), answer("four", "n = 4"), answer("eleven", "n = 11")]
    assert judge(["start = 10"], answers, tests) == {
        "three": {"is-large"},
        "four": {"is-odd", "is-large"},
        "eleven": set(),
    }


def test_no_answer_sees_what_another_did() -> None:
    answers = [
        answer("spoils", "import math; math.pi = 3; values.append(4); n = 1"),
        answer("comes after", "pass"),
    ]
    tests = {"n": "n", "pi": "import math; assert math.pi > 3.1", "values": "assert values == []"}
    assert judge(["values = []"], answers, tests) == {"spoils": {"pi", "values"}, "comes after": {"n"}}


def test_an_answer_that_does_not_run_fails_what_needs_it() -> None:
    tests = {"needs it": "assert f(1) == 1", "needs nothing": "assert True"}
    assert judge([], [answer("broken", "def f(x) return x")], tests) == {"broken": {"needs it"}}


def test_a_cell_before_that_fails_is_named() -> None:
    with pytest.raises(RuntimeError, match=r"ZeroDivisionError.*\n1 / 0"):
        judge(["1 / 0"], [answer("any", "n = 1")], {})


def test_an_answer_that_ends_the_process_is_named() -> None:
    with pytest.raises(RuntimeError, match="question/leaves ended"):
        judge([], [answer("leaves", "import os; os._exit(0)")], {})


def test_an_answer_that_never_ends_is_stopped() -> None:
    with pytest.raises(RuntimeError, match="question/hangs takes more than 1 second"):
        judge([], [answer("hangs", "while True: pass")], {}, seconds_an_answer=1)
