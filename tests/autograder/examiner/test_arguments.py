"""What a test passes to a notebook's functions, and what becomes of it: data, functions to call, what can't travel."""

import io
import math
from collections import OrderedDict
from typing import Any
from unittest import mock

import numpy as np
import pytest
import scipy.special
import torch
from torch import nn

from autograder.examiner.proxy import CannotExamine
from autograder.examiner.snapshot import MAX_DEPTH
from tests.autograder.examiner.conftest import Run


def test_arguments_defaults_and_keywords(run: Run) -> None:
    f = run("def f(a, b=2, *rest, c, **more): return [a, b, rest, c, more]").fetch("f")
    assert f(1, c=3) == [1, 2, (), 3, {}]
    assert f(1, 5, 6, c=3, self=1, function=2, arguments=3) == [
        1,
        5,
        (6,),
        3,
        {"self": 1, "function": 2, "arguments": 3},
    ]
    with pytest.raises(TypeError, match=r"missing 1 required keyword-only argument: 'c'"):
        f(1)


def test_a_function_that_returns_its_argument_returns_the_tests_own(run: Run) -> None:
    snapshot = run("def same(x, *, y=None):\n    return x if y is None else y\ndef copy(x): return x[:]")
    x, y = np.arange(3.0), [1]
    assert snapshot.fetch("same")(x) is x
    assert snapshot.fetch("same")(x, y=y) is y
    assert snapshot.fetch("copy")(x) is not x


def test_a_function_that_changes_its_argument_and_returns_something_else_is_noted(run: Run) -> None:
    snapshot = run(
        "def sort(x): x.sort()\ndef same(x):\n    x.sort()\n    return x\ndef both(x):\n    x.sort()\n    return 1"
    )
    for name, noted in [("sort", False), ("same", False), ("both", True)]:
        numbers = [2, 1]
        snapshot.fetch(name)(numbers)
        assert (numbers, snapshot.changed_on_the_side) == ([1, 2], noted), name
    snapshot._keep_arguments = True
    numbers = [2, 1]
    snapshot.fetch("both")(numbers)
    assert numbers == [2, 1]


def test_functions_of_the_test_are_called_here(run: Run) -> None:
    snapshot = run(
        "def apply(f, *arguments, **keywords): return f(*arguments, **keywords)\n"
        "def twice(f): return lambda x: f(f(x))\ndef name(f): return f.__name__\ndef same(f): return f\n"
        "def catch(f):\n    try: f()\n    except ZeroDivisionError as error: return str(error)\n"
        "class A:\n    def method(self, f): return f(self)\na = A()\n"
    )
    apply, twice, name, same, catch = map(snapshot.fetch, ["apply", "twice", "name", "same", "catch"])
    called = []

    def here(x: Any, scale: float = 1) -> Any:
        called.append(x)
        return scale * x

    assert apply(here, 2, scale=3) == 6 and called == [2]
    assert apply(lambda: None) is None
    assert twice(lambda x: x + "a")("b") == "baa"
    assert twice(snapshot.fetch("same"))(3) == 3
    assert (name(here), name(lambda: 0), name(np.sin), name(nn.Linear)) == ("here", "<lambda>", "sin", "Linear")
    assert same(here) is here and same(called.append) is not None
    assert apply(lambda f: f(lambda: 5), apply) == 5
    assert snapshot.fetch("a").method(lambda a: a) is snapshot.fetch("a")
    assert catch(lambda: 1 / 0) == "division by zero"
    replaced = mock.Mock(return_value=4)
    assert apply(replaced, 1, b=2) == 4
    replaced.assert_called_once_with(1, b=2)


class OwnError(ValueError):
    pass


@pytest.mark.parametrize(
    ("raised", "caught"),
    [
        (ValueError("a", 2), ValueError),
        (KeyError("a"), KeyError),
        (AssertionError(), AssertionError),
        (OwnError("b"), ValueError),
    ],
)
def test_what_a_function_of_the_test_raises_passes_through(
    run: Run, raised: Exception, caught: type[Exception]
) -> None:
    def fail() -> None:
        raise raised

    with pytest.raises(caught) as error:
        run("def apply(f): return f()").fetch("apply")(fail)
    assert (str(error.value), error.type.__name__) == (str(raised), type(raised).__name__)


def test_calls_in_calls_have_a_bound(run: Run) -> None:
    apply = run("def apply(f, n): return f(n)").fetch("apply")
    depths = []

    def deeper(n: int) -> Any:
        depths.append(n)
        return apply(deeper, n + 1)

    with pytest.raises(RecursionError, match=f"{MAX_DEPTH} levels deep"):
        deeper(0)
    assert len(depths) == MAX_DEPTH + 1
    assert apply(lambda n: n, 1) == 1


@pytest.mark.parametrize(
    ("function", "result"),
    [
        (np.sin, 0.0),
        (math.exp, 1.0),
        (torch.relu, 0),
        (torch.nn.functional.relu, 0),
        (float, 0.0),
        (scipy.special.expit, 0.5),
    ],
)
def test_functions_of_libraries_are_used_there(run: Run, function: Any, result: float) -> None:
    snapshot = run("import torch\ndef apply(f): return f(torch.zeros(1))\ndef kind(f): return str(type(f))")
    assert snapshot.fetch("apply")(function) == result
    assert snapshot.fetch("kind")(function) == str(type(function))


@pytest.mark.parametrize(
    "argument",
    [
        nn.Linear(1, 1),
        np.random.default_rng(0),
        io.StringIO(),
        iter([1]),
        OrderedDict(a=1),
        object(),
        (n for n in [1]),
        OwnError(),
    ],
)
def test_what_cannot_travel_is_said_to_the_author(run: Run, argument: Any) -> None:
    snapshot = run("def f(*x): return 1")
    f = snapshot.fetch("f")
    for arguments in [(argument,), ([argument],), ({"a": argument},)]:
        with pytest.raises(CannotExamine, match=f"pass a {type(argument).__name__} to"):
            f(*arguments)
    assert f() == 1


def test_an_object_of_another_kernel_cannot_travel(run: Run) -> None:
    one, other = run("a = object()"), run("def f(x): return x")
    with pytest.raises(CannotExamine, match="earlier test"):
        other.fetch("f")(one.fetch("a"))
