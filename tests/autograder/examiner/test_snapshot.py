"""Test cells at work on what a notebook defines, in another process; and on a process that forges whatever it sends."""

import abc
import contextlib
import functools
import inspect
import io
import itertools
import math
import pathlib
import random
import socket
import time
import types
from collections import OrderedDict, UserDict
from collections.abc import Mapping
from typing import Any
from unittest import mock

import numpy as np
import pandas as pd
import pytest
import scipy.optimize
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from autograder.examiner import agent, codec, errors
from autograder.examiner.channel import ConnectionLost, DeadlinePassed
from autograder.examiner.errors import StudentError
from autograder.examiner.proxy import CannotExamine, Proxy
from autograder.examiner.snapshot import MAX_DEPTH, Snapshot
from autograder.libraries.library import RefusedData
from tests.autograder.examiner.conftest import Run
from tests.autograder.examiner.forgeries import Forged, answers, forged, reply


def test_what_a_test_seeds_is_seeded_for_the_students_code(run: Run) -> None:
    snapshot = run(
        "import random, numpy as np, torch\n"
        "def draw(): return random.random(), np.random.normal(), torch.rand(1).item()"
    )
    draw = snapshot.fetch("draw")
    random.seed(1), np.random.seed(2), torch.manual_seed(3)
    first, second = draw(), draw()
    random.seed(1), np.random.seed(2), torch.manual_seed(3)
    expected = [(random.random(), np.random.normal(), torch.rand(1).item()) for _ in range(2)]
    assert [first, second] == expected
    np.random.seed(2)
    assert draw()[1] == first[1]


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


VALUE = """
import math

class Value:
    def __init__(self, data, parents=(), local_grads=(), label=""):
        self.data, self.parents, self.local_grads, self.label = data, parents, local_grads, label
        self.grad = 0.0
    def __repr__(self):
        return f"Value(data={self.data:.4f}, grad={self.grad:.4f})"

def add(a, b): return Value(a.data + b.data, (a, b), (1.0, 1.0))
def multiply(a, b): return Value(a.data * b.data, (a, b), (b.data, a.data))
def exp(a): return Value(math.exp(a.data), (a,), (math.exp(a.data),))
Value.__add__ = add

def topological_order(output):
    order, seen = [], set()
    def visit(value):
        if value not in seen:
            seen.add(value)
            for parent in value.parents: visit(parent)
            order.append(value)
    visit(output)
    return order

def backward(output):
    order = topological_order(output)
    for value in order: value.grad = 0.0
    output.grad = 1.0
    for value in reversed(order):
        for parent, local_grad in zip(value.parents, value.local_grads):
            parent.grad = parent.grad + local_grad * value.grad
"""


def test_a_name_is_fetched_as_data_or_said_to_be_missing(run: Run) -> None:
    snapshot = run("x = {'a': (1, 2.5, None, ...)}\nX = __import__('numpy').eye(2)")
    assert snapshot.fetch("x") == {"a": (1, 2.5, None, ...)}
    assert np.array_equal(snapshot.fetch("X"), np.eye(2))
    with pytest.raises(NameError, match=r"^name 'y' is not defined$") as error:
        snapshot.fetch("y")
    assert error.value.name == "y"


def test_a_graph_of_a_students_objects(run: Run) -> None:
    snapshot = run(VALUE)
    names = ["Value", "add", "multiply", "exp", "topological_order", "backward"]
    Value, add, multiply, exp, topological_order, backward = map(snapshot.fetch, names)
    x = Value(3.0, label="x")
    assert x.label == "x" and repr(x) == "Value(data=3.0000, grad=0.0000)"
    square = multiply(x, x)
    assert isinstance(square.data, float) and isinstance(square, Value) and not isinstance(square.data, Value)
    output = add(square, x)
    order = topological_order(output)
    names_of = {id(x): "x", id(square): "x × x", id(output): "x × x + x"}
    assert [names_of.get(id(value), value) for value in order] == ["x", "x × x", "x × x + x"]
    assert square.parents[0] is square.parents[1] is x
    assert x in output.parents and output not in square.parents
    backward(output)
    assert math.isclose(x.grad, 7.0)
    leaf = Value(5.0)
    backward(leaf)
    assert leaf.grad == 1 and exp(leaf).local_grads == (math.exp(5.0),)
    assert type(leaf).__name__ == "Value"


def test_attributes_and_items_are_read_set_and_deleted(run: Run) -> None:
    snapshot = run(
        "class Box:\n    def __init__(self): self.items = {}\n"
        "    def __getitem__(self, key): return self.items[key]\n"
        "    def __setitem__(self, key, value): self.items[key] = value\n"
        "    def __delitem__(self, key): del self.items[key]\n"
        "    def __len__(self): return len(self.items)\nbox = Box()"
    )
    box = snapshot.fetch("box")
    box.name = "b"
    box["a"] = box[1, 2] = box
    assert (box.name, box["a"] is box, len(box)) == ("b", True, 2)
    del box["a"], box.name
    assert len(box) == 1 and not hasattr(box, "name") and getattr(box, "name", 3) == 3
    with pytest.raises(KeyError) as error:
        box["b"]
    assert str(error.value) == "'b'" and error.value.args == ("b",)
    assert "items" in dir(box)


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


def test_a_torch_model(run: Run) -> None:
    snapshot = run(
        "import torch\nfrom torch import nn\nmodel = nn.Linear(2, 3)\n"
        "class Net(nn.Module):\n"
        "    def __init__(self):\n        super().__init__()\n        self.inner = nn.Linear(2, 1)\n"
        "    def forward(self, x): return self.inner(x)\n"
        "net, layers = Net(), nn.Sequential(nn.Linear(2, 4), nn.ReLU())\n"
        "optimizer = torch.optim.SGD(model.parameters(), lr=0.25)\n"
    )
    model, net, layers = map(snapshot.fetch, ["model", "net", "layers"])
    ends = torch.tensor([[-2.0, 1.0], [1.0, 3.0]])
    assert tuple(model(ends).shape) == (2, 3)
    assert model(ends)[:, :1].shape == (2, 1)
    assert tuple(model.weight.shape) == (3, 2)
    assert torch.allclose(ends @ model.weight.T + model.bias, model(ends))
    assert sum(parameter.numel() for parameter in model.parameters()) == 9
    assert isinstance(model, nn.Linear) and isinstance(model, nn.Module) and not isinstance(model, nn.ReLU)
    assert isinstance(net, nn.Module) and type(net).__name__ == "Net" and net(ends).shape == (2, 1)
    assert issubclass(snapshot.fetch("Net"), nn.Module) and not issubclass(snapshot.fetch("Net"), nn.Linear)
    assert [type(layer).__name__ for layer in layers] == ["Linear", "ReLU"]
    assert len(layers) == 2 and isinstance(layers[-1], nn.ReLU)
    optimizer = snapshot.fetch("optimizer")
    assert isinstance(optimizer, torch.optim.SGD) and optimizer.param_groups[0]["lr"] == 0.25
    assert list(model.state_dict()) == ["weight", "bias"]
    assert torch.equal(model.state_dict()["bias"], model.bias)
    with torch.no_grad():
        assert torch.equal(model.forward(ends), model(ends))


def test_scipy_here_and_there(run: Run) -> None:
    snapshot = run(
        "import scipy.optimize\ndef loss(x, shift=0): return ((x - shift) ** 2).sum()\n"
        "result = scipy.optimize.minimize(loss, [1.0, 2.0])\n"
    )
    result = snapshot.fetch("result")
    assert isinstance(result, scipy.optimize.OptimizeResult)
    assert math.isclose(result.fun, 0, abs_tol=1e-8) and "fun" in result and result["x"].shape == (2,)
    ours = scipy.optimize.minimize(snapshot.fetch("loss"), [1.0, 2.0], args=(3.0,))
    assert np.allclose(ours.x, 3, atol=1e-4)


def test_iterators_go_only_as_far_as_they_are_asked(run: Run) -> None:
    snapshot = run(
        "def count():\n    n = 0\n    while True:\n        print(n)\n        yield n\n        n += 1\n"
        "class Numbers:\n    def __iter__(self): return iter([1, 2])\n"
        "class Old:\n    def __getitem__(self, i): return [5, 6][i]\n"
        "numbers, old = Numbers(), Old()\nsquares = (n * n for n in range(3))\ndoubled = map(lambda n: 2 * n, [1, 2])\n"
        "def fails():\n    yield 1\n    1 / 0"
    )
    counting = snapshot.fetch("count")()
    assert isinstance(counting, types.GeneratorType)
    with contextlib.redirect_stdout(io.StringIO()) as out:
        assert list(itertools.islice(counting, 3)) == [0, 1, 2] and out.getvalue() == "0\n1\n2\n"
    assert next(counting) == 3 and iter(counting) is counting
    assert list(snapshot.fetch("numbers")) == list(snapshot.fetch("numbers")) == [1, 2]
    assert list(snapshot.fetch("old")) == [5, 6] and 6 in snapshot.fetch("old")
    assert sum(snapshot.fetch("squares")) == 5 and next(snapshot.fetch("squares"), None) is None
    assert max(snapshot.fetch("doubled")) == 4
    with pytest.raises(ZeroDivisionError):
        list(snapshot.fetch("fails")())


def test_functions_of_the_library_that_call_a_students_function(run: Run) -> None:
    snapshot = run("def f(x, y=1):\n    '''Doc.'''\n    return 10 * x + y\nclass A: pass\na = A()")
    f = snapshot.fetch("f")
    assert list(map(f, [1, 2])) == [11, 21]
    assert sorted([3, 1, 2], key=f) == [1, 2, 3]
    assert functools.partial(f, 1, y=2)() == 12
    assert functools.reduce(f, [1, 2, 3]) == 123
    assert np.vectorize(f)([1, 2]).tolist() == [11, 21]
    assert np.apply_along_axis(f, 0, np.ones((2, 2))).tolist() == [[11, 11], [11, 11]]
    assert (f.__name__, f.__doc__, f.__module__) == ("f", "Doc.", "__main__")
    assert inspect.isfunction(f) and callable(f) and not callable(snapshot.fetch("a"))
    assert pd.Series([1, 2]).map(f).tolist() == [11, 21]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("def x(): pass", types.FunctionType),
        ("x = lambda: 0", types.FunctionType),
        ("class A:\n    def f(self): pass\nx = A().f", types.MethodType),
        ("x = (i for i in [])", types.GeneratorType),
        ("x = [].append", types.BuiltinFunctionType),
        ("import math as x", types.ModuleType),
        ("class x: pass", type),
        ("import abc\nclass x(abc.ABC): pass", abc.ABCMeta),
        ("x = ValueError('a')", ValueError),
        ("class E(KeyError): pass\nx = E('a')", LookupError),
        ("import collections\nx = collections.OrderedDict(a=1)", OrderedDict),
        ("import collections\nx = collections.OrderedDict(a=1)", dict),
        ("import collections\nx = collections.Counter('a')", Mapping),
        ("import collections\nx = collections.UserDict(a=1)", UserDict),
        ("import collections\nx = collections.namedtuple('P', 'a b')(1, 2)", tuple),
        ("import pathlib\nx = pathlib.Path('a')", pathlib.Path),
    ],
)
def test_is_an_instance_of_what_is_known_here(run: Run, source: str, kind: type) -> None:
    x = run(source).fetch("x")
    assert isinstance(x, Proxy) and isinstance(x, kind)
    assert not isinstance(x, float | np.ndarray | torch.Tensor | pd.DataFrame)


def test_classes_of_the_notebook_say_what_is_an_instance(run: Run) -> None:
    snapshot = run(
        "class A: pass\nclass B(A): pass\nb, number = B(), float\nclass Odd(type): pass\nclass C(metaclass=Odd): pass"
    )
    A, B, b, number = map(snapshot.fetch, ["A", "B", "b", "number"])
    assert isinstance(b, A) and isinstance(b, (int, B)) and not isinstance(1.0, A) and isinstance(1.0, number)
    assert issubclass(B, A) and not issubclass(A, B) and issubclass(B, (int, A))
    assert inspect.isclass(A) and inspect.isclass(snapshot.fetch("C"))
    with pytest.raises(TypeError):
        isinstance(A, b)  # type: ignore[arg-type]  # it is no class
    with pytest.raises(CannotExamine):
        isinstance(b, A | float)


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


def test_what_a_student_prints_goes_where_the_test_wants_it_and_nowhere_else(run: Run) -> None:
    source = "import sys\ndef f(x):\n    print('out', x)\n    print('err', file=sys.stderr)\n    return x(1) if callable(x) else x"
    with contextlib.redirect_stdout(io.StringIO()) as shown, contextlib.redirect_stderr(shown):
        run(source).fetch("f")(1)
    assert shown.getvalue() == ""
    f = run(source).fetch("f")
    with contextlib.redirect_stdout(io.StringIO()) as out:
        f(2)
    assert out.getvalue() == "out 2\n"
    with contextlib.redirect_stdout(io.StringIO()) as out:
        f(lambda x: print("here"))
    assert out.getvalue().startswith("out <function") and out.getvalue().endswith(">\nhere\n")


def test_texts_never_fail(run: Run) -> None:
    snapshot = run(
        "class A:\n    def __repr__(self): return 1 / 0\n    def __format__(self, s): return 'a' * 10**6\n"
        "class B:\n    def __repr__(self): return 3\n    __name__ = 5\n"
        "class C:\n    def __str__(self): raise SystemExit\na, b, c = A(), B(), C()"
    )
    a, b, c = map(snapshot.fetch, "abc")
    assert repr(a) == str(a) == "<A: its repr fails with ZeroDivisionError>" or str(a).startswith("<A: its str fails")
    assert f"{a:>3}" == "a" * errors.MAX_TEXT
    assert repr(b) == "<B: its repr fails with TypeError>" and str(c) == "<C: its str fails with SystemExit>"
    assert f"{c!r:>80}".endswith("C object at " + repr(c).split(" at ")[1]) and f"{b:.2f}".startswith("<B: its format")
    with pytest.raises(AttributeError):
        b.__name__  # noqa: B018  # reading it is what fails
    with pytest.raises(AttributeError):
        a.no_such_name  # noqa: B018  # as above


def test_a_kernel_that_ends_is_lost_and_one_that_hangs_is_stopped(run: Run) -> None:
    snapshot = run("import os\ndef leave(): os._exit(0)\ndef hang():\n    while True: pass")
    with pytest.raises(ConnectionLost):
        snapshot.fetch("leave")()
    with pytest.raises(ConnectionLost):
        snapshot.fetch("hang")
    ours, theirs = socket.socketpair()
    snapshot = Snapshot(ours, time.monotonic() + 0.1)
    for _ in range(2):
        with pytest.raises(DeadlinePassed):
            snapshot.fetch("x")
    theirs.close()


# Forgeries


FORGED: list[dict[str, Any]] = [
    {"handle": -1},
    {"handle": "0"},
    {"handle": True},
    {"handle": None},
    {"class": "torch.Tensor"},
    {"class": []},
    {"class": [["torch"]]},
    {"class": [["torch", 5]]},
    {"class": [["a", "b"]] * 100},
    {"can": "call"},
    {"can": [[]]},
    {"content": "ndarray"},
    {"content": ["list"]},
    {"bases": 5},
    {"callback": 0},
    {"callback": -1},
    {"callback": "f"},
]
NONSENSE = [
    b"",
    b"V",
    b"nonsense",
    b"V" + bytes(100),
    reply(1)[:-1],
    reply(1, b"Z"),
    reply(1, agent.STOP),
    reply(1, agent.ASK),
    agent.VALUE + codec.encode(1, id),
    agent.VALUE + codec.encode((1, []), id),
    reply(1, printed=5),
    reply(1, printed=["text"]),
    reply(1, printed=[("stdout", 5)]),
    reply(1, agent.ERROR),
    reply(("ValueError", "text"), agent.ERROR),
    reply((1, 2, 3, 4), agent.ERROR),
    reply(([["builtins", "ValueError"]], "text", [1], ""), agent.ERROR),
    reply(([], "text", (1,), ""), agent.ERROR),
    reply(1, agent.CALLBACK),
    reply((0, (), {}), agent.CALLBACK),
    reply((-1, (), {}), agent.CALLBACK),
    reply((True, [], {}), agent.CALLBACK),
    *[reply(Forged(**what)) for what in FORGED],
]


@pytest.mark.parametrize("message", NONSENSE)
def test_nonsense_is_an_error_of_the_kernel(message: bytes) -> None:
    snapshot = forged(answers(message), seconds=2)
    with pytest.raises((ConnectionLost, RefusedData)):
        snapshot.fetch("x")


@settings(deadline=None, derandomize=True)
@given(st.binary(max_size=200), st.sampled_from([b"", agent.VALUE, agent.ERROR, agent.CALLBACK, reply([1])[:8]]))
def test_random_bytes_are_an_error_of_the_kernel(message: bytes, start: bytes) -> None:
    ours, theirs = socket.socketpair()
    snapshot = Snapshot(ours, time.monotonic() + 5)
    answer = start + message
    theirs.sendall(len(answer).to_bytes(8, "big") + answer)
    with theirs, pytest.raises((ConnectionLost, RefusedData)):
        theirs.shutdown(socket.SHUT_WR)
        snapshot.fetch("x")


parts = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.builds(Forged, st.integers(0, 3)),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(), inner, max_size=2)
    ),
    max_leaves=8,
)


@settings(deadline=None, derandomize=True)
@given(parts, parts, parts, st.sampled_from([agent.VALUE, agent.ERROR, agent.MISSING, agent.CALLBACK]))
def test_any_answer_is_data_or_a_proxy_or_an_error(value: Any, printed: Any, changed: Any, letter: bytes) -> None:
    ours, theirs = socket.socketpair()
    answer = reply(value, letter, printed, changed)
    theirs.sendall(len(answer).to_bytes(8, "big") + answer)
    with theirs:
        theirs.shutdown(socket.SHUT_WR)
        try:
            found = Snapshot(ours, time.monotonic() + 5).fetch("x")
        except (ConnectionLost, RefusedData, StudentError):
            return
        except NameError:
            assert letter == agent.MISSING
            return
    assert letter == agent.VALUE and type(found) in {type(value), *([type(found)] if isinstance(found, Proxy) else [])}


def test_a_handle_is_what_it_was_first() -> None:
    snapshot = forged(answers(reply(Forged(1, "io.StringIO")), reply(Forged(1, "abc.ABC", can=["call"]))))
    first = snapshot.fetch("x")
    assert snapshot.fetch("x") is first and isinstance(first, io.StringIO) and not callable(first)


def test_a_handle_that_was_never_described_is_refused() -> None:
    unknown = Forged()
    unknown.reference = {"handle": 7}
    with pytest.raises(RefusedData):
        forged(answers(reply(unknown))).fetch("x")


def test_calls_back_without_end_are_ended_by_the_deadline() -> None:
    calls = []
    snapshot = forged(
        answers(reply(Forged(0, "builtins.function", can=["call"])), reply((0, (), {}), agent.CALLBACK)), seconds=0.3
    )
    with pytest.raises(DeadlinePassed):
        snapshot.fetch("f")(lambda: calls.append(1))
    assert calls


def test_only_functions_that_were_handed_over_are_called() -> None:
    for number in [1, -1, 10**9]:
        snapshot = forged(
            answers(reply(Forged(0, "builtins.function", can=["call"])), reply((number, ("true",), {}), agent.CALLBACK))
        )
        with pytest.raises(ConnectionLost):
            snapshot.fetch("f")(lambda: None)


def test_half_a_character_can_be_printed() -> None:
    snapshot = forged(answers(reply(1, printed=[("stdout", "x\ud800"), ("strange", "y")])))
    with contextlib.redirect_stdout(io.StringIO()) as out:
        snapshot.fetch("x")
    assert out.getvalue() == "x?y"
