"""Test cells at work on what a notebook defines, in another process; and on a process that forges whatever it sends."""

import abc
import builtins
import contextlib
import copy
import functools
import inspect
import io
import itertools
import linecache
import math
import numbers
import os
import pathlib
import random
import socket
import threading
import time
import traceback
import types
from collections import Counter, OrderedDict, UserDict
from collections.abc import Callable, Iterator, Mapping
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

from autograder.examiner import agent, codec
from autograder.examiner.channel import Channel, DeadlinePassed, KernelLost
from autograder.examiner.proxies import MAX_DEPTH, CannotExamine, Kernel, Proxy, StudentError

Run = Callable[..., Kernel]


@pytest.fixture
def run() -> Iterator[Run]:
    """Run a notebook in a process of its own, and examine it."""
    kernels, processes = [], []

    def run(source: str, seconds: float = 20) -> Kernel:
        ours, theirs = socket.socketpair()
        process = os.fork()
        if not process:
            ours.close()
            linecache.cache["<cell>"] = (len(source), None, source.splitlines(keepends=True), "<cell>")
            namespace: dict[str, Any] = {"__name__": "__main__"}
            exec(compile(source, "<cell>", "exec"), namespace)
            agent.serve(theirs, namespace)
            os._exit(0)
        theirs.close()
        kernels.append(Kernel(ours, time.monotonic() + seconds))
        processes.append(process)
        return kernels[-1]

    yield run
    for kernel in kernels:
        kernel.close()
    for process in processes:
        os.waitpid(process, 0)


# -- Random numbers, and arguments that come back --------------------------------------------------------------------


def test_what_a_test_seeds_is_seeded_for_the_students_code(run: Run) -> None:
    kernel = run(
        "import random, numpy as np, torch\n"
        "def draw(): return random.random(), np.random.normal(), torch.rand(1).item()"
    )
    draw = kernel.fetch("draw")
    random.seed(1), np.random.seed(2), torch.manual_seed(3)
    first, second = draw(), draw()
    random.seed(1), np.random.seed(2), torch.manual_seed(3)
    expected = [(random.random(), np.random.normal(), torch.rand(1).item()) for _ in range(2)]
    assert [first, second] == expected
    np.random.seed(2)
    assert draw()[1] == first[1]


def test_a_function_that_returns_its_argument_returns_the_tests_own(run: Run) -> None:
    kernel = run("def same(x, *, y=None):\n    return x if y is None else y\ndef copy(x): return x[:]")
    x, y = np.arange(3.0), [1]
    assert kernel.fetch("same")(x) is x
    assert kernel.fetch("same")(x, y=y) is y
    assert kernel.fetch("copy")(x) is not x


def test_a_function_that_changes_its_argument_and_returns_something_else_is_noted(run: Run) -> None:
    kernel = run(
        "def sort(x): x.sort()\ndef same(x):\n    x.sort()\n    return x\ndef both(x):\n    x.sort()\n    return 1"
    )
    for name, noted in [("sort", False), ("same", False), ("both", True)]:
        numbers = [2, 1]
        kernel.fetch(name)(numbers)
        assert (numbers, kernel.changed_on_the_side) == ([1, 2], noted), name
    kernel.keep_arguments = True
    numbers = [2, 1]
    kernel.fetch("both")(numbers)
    assert numbers == [2, 1]


# -- Values, calls, attributes ---------------------------------------------------------------------------------------

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
    kernel = run("x = {'a': (1, 2.5, None, ...)}\nX = __import__('numpy').eye(2)")
    assert kernel.fetch("x") == {"a": (1, 2.5, None, ...)}
    assert np.array_equal(kernel.fetch("X"), np.eye(2))
    with pytest.raises(NameError, match=r"^name 'y' is not defined$") as error:
        kernel.fetch("y")
    assert error.value.name == "y"


def test_a_graph_of_a_students_objects(run: Run) -> None:
    kernel = run(VALUE)
    names = ["Value", "add", "multiply", "exp", "topological_order", "backward"]
    Value, add, multiply, exp, topological_order, backward = map(kernel.fetch, names)
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
    kernel = run(
        "class Box:\n    def __init__(self): self.items = {}\n"
        "    def __getitem__(self, key): return self.items[key]\n"
        "    def __setitem__(self, key, value): self.items[key] = value\n"
        "    def __delitem__(self, key): del self.items[key]\n"
        "    def __len__(self): return len(self.items)\nbox = Box()"
    )
    box = kernel.fetch("box")
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
    kernel = run(
        "import torch\nfrom torch import nn\nmodel = nn.Linear(2, 3)\n"
        "class Net(nn.Module):\n"
        "    def __init__(self):\n        super().__init__()\n        self.inner = nn.Linear(2, 1)\n"
        "    def forward(self, x): return self.inner(x)\n"
        "net, layers = Net(), nn.Sequential(nn.Linear(2, 4), nn.ReLU())\n"
        "optimizer = torch.optim.SGD(model.parameters(), lr=0.25)\n"
    )
    model, net, layers = map(kernel.fetch, ["model", "net", "layers"])
    ends = torch.tensor([[-2.0, 1.0], [1.0, 3.0]])
    assert tuple(model(ends).shape) == (2, 3)
    assert model(ends)[:, :1].shape == (2, 1)
    assert tuple(model.weight.shape) == (3, 2)
    assert torch.allclose(ends @ model.weight.T + model.bias, model(ends))
    assert sum(parameter.numel() for parameter in model.parameters()) == 9
    assert isinstance(model, nn.Linear) and isinstance(model, nn.Module) and not isinstance(model, nn.ReLU)
    assert isinstance(net, nn.Module) and type(net).__name__ == "Net" and net(ends).shape == (2, 1)
    assert issubclass(kernel.fetch("Net"), nn.Module) and not issubclass(kernel.fetch("Net"), nn.Linear)
    assert [type(layer).__name__ for layer in layers] == ["Linear", "ReLU"]
    assert len(layers) == 2 and isinstance(layers[-1], nn.ReLU)
    optimizer = kernel.fetch("optimizer")
    assert isinstance(optimizer, torch.optim.SGD) and optimizer.param_groups[0]["lr"] == 0.25
    assert list(model.state_dict()) == ["weight", "bias"]
    assert torch.equal(model.state_dict()["bias"], model.bias)
    with torch.no_grad():
        assert torch.equal(model.forward(ends), model(ends))


def test_scipy_here_and_there(run: Run) -> None:
    kernel = run(
        "import scipy.optimize\ndef loss(x, shift=0): return ((x - shift) ** 2).sum()\n"
        "result = scipy.optimize.minimize(loss, [1.0, 2.0])\n"
    )
    result = kernel.fetch("result")
    assert isinstance(result, scipy.optimize.OptimizeResult)
    assert math.isclose(result.fun, 0, abs_tol=1e-8) and "fun" in result and result["x"].shape == (2,)
    ours = scipy.optimize.minimize(kernel.fetch("loss"), [1.0, 2.0], args=(3.0,))
    assert np.allclose(ours.x, 3, atol=1e-4)


def test_iterators_go_only_as_far_as_they_are_asked(run: Run) -> None:
    kernel = run(
        "def count():\n    n = 0\n    while True:\n        print(n)\n        yield n\n        n += 1\n"
        "class Numbers:\n    def __iter__(self): return iter([1, 2])\n"
        "class Old:\n    def __getitem__(self, i): return [5, 6][i]\n"
        "numbers, old = Numbers(), Old()\nsquares = (n * n for n in range(3))\ndoubled = map(lambda n: 2 * n, [1, 2])\n"
        "def fails():\n    yield 1\n    1 / 0"
    )
    counting = kernel.fetch("count")()
    assert isinstance(counting, types.GeneratorType)
    assert list(itertools.islice(counting, 3)) == [0, 1, 2] and kernel.printed == "0\n1\n2\n"
    assert next(counting) == 3 and iter(counting) is counting
    assert list(kernel.fetch("numbers")) == list(kernel.fetch("numbers")) == [1, 2]
    assert list(kernel.fetch("old")) == [5, 6] and 6 in kernel.fetch("old")
    assert sum(kernel.fetch("squares")) == 5 and next(kernel.fetch("squares"), None) is None
    assert max(kernel.fetch("doubled")) == 4
    with pytest.raises(ZeroDivisionError):
        list(kernel.fetch("fails")())


def test_functions_of_the_library_that_call_a_students_function(run: Run) -> None:
    kernel = run("def f(x, y=1):\n    '''Doc.'''\n    return 10 * x + y\nclass A: pass\na = A()")
    f = kernel.fetch("f")
    assert list(map(f, [1, 2])) == [11, 21]
    assert sorted([3, 1, 2], key=f) == [1, 2, 3]
    assert functools.partial(f, 1, y=2)() == 12
    assert functools.reduce(f, [1, 2, 3]) == 123
    assert np.vectorize(f)([1, 2]).tolist() == [11, 21]
    assert np.apply_along_axis(f, 0, np.ones((2, 2))).tolist() == [[11, 11], [11, 11]]
    assert (f.__name__, f.__doc__, f.__module__) == ("f", "Doc.", "__main__")
    assert inspect.isfunction(f) and callable(f) and not callable(kernel.fetch("a"))
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
    kernel = run(
        "class A: pass\nclass B(A): pass\nb, number = B(), float\nclass Odd(type): pass\nclass C(metaclass=Odd): pass"
    )
    A, B, b, number = map(kernel.fetch, ["A", "B", "b", "number"])
    assert isinstance(b, A) and isinstance(b, (int, B)) and not isinstance(1.0, A) and isinstance(1.0, number)
    assert issubclass(B, A) and not issubclass(A, B) and issubclass(B, (int, A))
    assert inspect.isclass(A) and inspect.isclass(kernel.fetch("C"))
    with pytest.raises(TypeError):
        isinstance(A, b)  # type: ignore[arg-type]  # it is no class
    with pytest.raises(CannotExamine):
        isinstance(b, A | float)


# -- What proxies are equal to ---------------------------------------------------------------------------------------

LIAR = """
class Liar:
    def yes(self, *arguments, **keywords): return True
    def zero(self, *arguments): return 0.0
    __eq__ = __ne__ = __bool__ = __contains__ = __instancecheck__ = __lt__ = __gt__ = __le__ = __ge__ = yes
    equals = equal = allclose = isclose = all = any = eq = array_equal = assert_allclose = yes
    __sub__ = __rsub__ = __abs__ = __float__ = __mul__ = __rmul__ = __pow__ = __round__ = zero
    def __hash__(self): return 1
    def __len__(self): return 3
    def __index__(self): return 3
    def __getattr__(self, name): return self.yes
    def __array__(self, *arguments, **keywords):
        import numpy as np
        return np.zeros(3)
    @property
    def __class__(self): return float
    shape, dtype, _typ = (3,), float, "series"
liar = Liar()
class Plain: pass
plain = Plain()
"""


def test_a_proxy_is_itself_and_nothing_else(run: Run) -> None:
    kernel = run(LIAR)
    liar = kernel.fetch("liar")
    for other in [1, 3.0, "text", None, [3], np.zeros(3), torch.zeros(3), mock.sentinel.other, kernel.fetch("plain")]:
        assert other is not liar
        assert not np.any(liar == other) and not np.any(other == liar)
        assert np.all(liar != other) and np.all(other != liar)
    assert liar == liar and [liar] == [liar] and {liar: 1}[kernel.fetch("liar")] == 1
    assert liar not in [1, 2] and 3 not in {liar} and hash(liar) != 1
    assert not isinstance(liar, float | numbers.Number | str | np.ndarray)
    assert pd.Series([1.0, 2.0]).eq(kernel.fetch("plain")).tolist() == [False, False]


def test_nobody_computes_with_a_proxy(run: Run) -> None:
    computations: list[Callable[[Any], Any]] = [
        *[lambda x: x + 1, lambda x: 1 - x, lambda x: np.ones(3) * x, lambda x: x * np.ones(3)],
        *[lambda x: torch.ones(3) * x, lambda x: x @ torch.ones(3), lambda x: -x, lambda x: abs(x), lambda x: round(x)],
        *[lambda x: float(x), lambda x: int(x), lambda x: complex(x)],
        *[lambda x: x < 3, lambda x: min(3, x), lambda x: np.ones(3) <= x, lambda x: divmod(x, 2), lambda x: x % 2],
        *[lambda x: math.isclose(x, 0), lambda x: math.sqrt(x), lambda x: range(x), lambda x: sum([x, x])],
        *[lambda x: pow(x, 2), lambda x: 2**x, lambda x: ~x, lambda x: x // 2, lambda x: x & True],
        *[lambda x: hasattr(x, "__add__"), lambda x: hasattr(x, "__float__"), copy.copy, copy.deepcopy],
    ]
    kernel = run(LIAR)
    for compute in computations:
        for name in ("liar", "plain"):
            with pytest.raises(CannotExamine, match="of the notebook"):
                compute(kernel.fetch(name))


def test_no_proxy_passes_for_numbers(run: Run) -> None:
    judgements: list[Callable[[Any], Any]] = [
        lambda x: np.allclose(x, 0),
        lambda x: np.array_equal(x, np.zeros(3)),
        lambda x: np.isclose(x, 0).all(),
        lambda x: np.testing.assert_allclose(x, 0),
        lambda x: torch.allclose(x, torch.zeros(3)),
        lambda x: torch.equal(x, torch.zeros(3)),
        lambda x: torch.testing.assert_close(x, torch.zeros(3)),
        lambda x: (x == 0).all(),
        lambda x: x.equals(0),
        lambda x: x.allclose(0),
        lambda x: np.all(x),
        lambda x: x.assert_allclose(0),
        lambda x: pd.testing.assert_series_equal(x, pd.Series([0.0])),
        lambda x: np.sin(x),
        lambda x: np.add(x, 1),
        lambda x: x.dot @ np.ones(3),
    ]
    liar = run(LIAR).fetch("liar")
    for judge in judgements:
        with pytest.raises((TypeError, AttributeError, AssertionError)):
            assert judge(liar)


def test_a_proxy_is_true_as_most_objects_are(run: Run) -> None:
    kernel = run("class A:\n    def __bool__(self): return False\n    def __len__(self): return 0\na = A()")
    assert kernel.fetch("a") and len(kernel.fetch("a")) == 0


def test_protocols_of_libraries_are_not_asked_for_in_the_kernel(run: Run) -> None:
    liar = run(LIAR).fetch("liar")
    for name in [
        "__array__",
        "__array_interface__",
        "__torch_function__",
        "__dict__",
        "_repr_html_",
        "_ipython_display_",
        "_typ",
    ]:
        assert not hasattr(liar, name)
    with pytest.raises(AttributeError):
        liar.__class__ = float
    assert liar.anything() is True
    assert np.asarray([liar, None], dtype=object)[0] is liar


def test_modules_of_the_notebook_are_not_used(run: Run) -> None:
    module = run("import numpy as np\nnp.allclose = lambda *arguments: True").fetch("np")
    with pytest.raises(CannotExamine, match="Import the module in the test"):
        module.allclose(1, 2)


def test_a_function_of_the_notebook_may_be_called_equal(run: Run) -> None:
    assert run("def equal(a, b): return a == b").fetch("equal")(1, 1) is True


# -- What holds elements ---------------------------------------------------------------------------------------------

CONTAINERS = """
import collections
Point = collections.namedtuple("Point", "x y")
class Same(tuple):
    __eq__ = __contains__ = lambda self, other: True
    __ne__ = lambda self, other: False
    __hash__ = lambda self: 1
    __len__ = lambda self: 2
    __iter__ = lambda self: iter([3, 4])
    __getitem__ = lambda self, i: 5
class Rows(list): pass
class A: pass
a = A()
point, same, rows = Point(3, 4), Same([1]), Rows([1, [2], a])
ordered, counter = collections.OrderedDict(b=1, a=2), collections.Counter("abca")
lists = collections.defaultdict(list, a=[1])
points = {Point(1, 2): "a", Point(3, 4): "b"}
empty = Rows()
def grow(): rows.append(4)
"""


def test_containers_are_compared_by_what_they_hold(run: Run) -> None:
    kernel = run(CONTAINERS)
    point, same, rows, ordered, counter = map(kernel.fetch, ["point", "same", "rows", "ordered", "counter"])
    assert point == (3, 4) and point in [(3, 4)] and point != (3, 5) and point < (4,) and point * 2 == (3, 4, 3, 4)
    assert (point.x, point[1], len(point), *point) == (3, 4, 2, 3, 4) and 3 in point and {point: 1}[3, 4] == 1
    assert np.asarray(point).tolist() == [3, 4] and isinstance(point, tuple) and repr(point) == "Point(x=3, y=4)"
    assert same != (3, 4) and same != (5, 5) and same == (1,) and list(same) == [1] and same[0] == 1 and 3 not in same
    assert rows[:2] == [1, [2]] and rows[2] is kernel.fetch("a") and rows[-1] in rows and list(reversed(rows))[2] == 1
    assert ordered == {"a": 2, "b": 1} and list(ordered) == ["b", "a"] and ordered.keys() == {"a", "b"}
    assert (
        counter["a"] == 2 and counter["z"] == 0 and counter == Counter("aabc") and counter.most_common(1) == [("a", 2)]
    )
    assert dict(counter.items()) == {"a": 2, "b": 1, "c": 1} and counter.get("z", 7) == 7
    assert kernel.fetch("lists")["b"] == [] and kernel.fetch("points")[1, 2] == "a"
    assert not kernel.fetch("empty") and kernel.fetch("empty") == []
    with pytest.raises(KeyError):
        ordered["c"]
    with pytest.raises(TypeError):
        hash(rows)
    kernel.fetch("grow")()
    assert len(rows) == 4
    rows[0] = 7
    assert rows[0] == 7


# -- Arguments -------------------------------------------------------------------------------------------------------


def test_functions_of_the_test_are_called_here(run: Run) -> None:
    kernel = run(
        "def apply(f, *arguments, **keywords): return f(*arguments, **keywords)\n"
        "def twice(f): return lambda x: f(f(x))\ndef name(f): return f.__name__\ndef same(f): return f\n"
        "def catch(f):\n    try: f()\n    except ZeroDivisionError as error: return str(error)\n"
        "class A:\n    def method(self, f): return f(self)\na = A()\n"
    )
    apply, twice, name, same, catch = map(kernel.fetch, ["apply", "twice", "name", "same", "catch"])
    called = []

    def here(x: Any, scale: float = 1) -> Any:
        called.append(x)
        return scale * x

    assert apply(here, 2, scale=3) == 6 and called == [2]
    assert apply(lambda: None) is None
    assert twice(lambda x: x + "a")("b") == "baa"
    assert twice(kernel.fetch("same"))(3) == 3
    assert (name(here), name(lambda: 0), name(np.sin), name(nn.Linear)) == ("here", "<lambda>", "sin", "Linear")
    assert same(here) is here and same(called.append) is not None
    assert apply(lambda f: f(lambda: 5), apply) == 5
    assert kernel.fetch("a").method(lambda a: a) is kernel.fetch("a")
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

    with pytest.raises(RecursionError, match=f"{MAX_DEPTH} deep"):
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
    kernel = run("import torch\ndef apply(f): return f(torch.zeros(1))\ndef kind(f): return str(type(f))")
    assert kernel.fetch("apply")(function) == result
    assert kernel.fetch("kind")(function) == str(type(function))


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
    kernel = run("def f(*x): return 1")
    f = kernel.fetch("f")
    for arguments in [(argument,), ([argument],), ({"a": argument},)]:
        with pytest.raises(CannotExamine, match=f"hand a {type(argument).__name__} over"):
            f(*arguments)
    assert f() == 1


def test_an_object_of_another_kernel_cannot_travel(run: Run) -> None:
    one, other = run("a = object()"), run("def f(x): return x")
    with pytest.raises(CannotExamine, match="earlier test"):
        other.fetch("f")(one.fetch("a"))


def change(run: Run, body: str, argument: Any) -> Kernel:
    """Call a function of the notebook that changes its argument."""
    kernel = run(f"import numpy as np, torch, pandas as pd\ndef f(x):\n    {body}")
    kernel.fetch("f")(argument)
    return kernel


@pytest.mark.parametrize(
    ("body", "argument", "changed"),
    [
        ("x.append(4)", [3], [3, 4]),
        ("x.pop()", [3], []),
        ("x.reverse()", [[1], [2], [3]], [[3], [2], [1]]),
        ("x['b'] = x.pop('a')", {"a": 1}, {"b": 1}),
        ("x[0]['a'][1] = 5", ({"a": [1, 2]}, 3), ({"a": [1, 5]}, 3)),
        ("x.add(2)", {1}, {1, 2}),
        ("x += b'b'", bytearray(b"a"), bytearray(b"ab")),
        ("x[0] = (1,)", [[2]], [(1,)]),
    ],
)
def test_an_argument_changes_here_as_it_does_there(run: Run, body: str, argument: Any, changed: Any) -> None:
    assert change(run, body, argument).changed_arguments
    assert argument == changed


def test_arrays_change_here_as_they_do_there(run: Run) -> None:
    array, column = np.zeros((2, 2)), np.zeros((2, 2))
    assert change(run, "x += 1", array).changed_arguments and (array == 1).all()
    change(run, "x[:] = 1", column[:, 1])
    assert column.tolist() == [[0, 1], [0, 1]]
    tensor, leaf = torch.zeros(2), torch.ones(2, requires_grad=True)
    change(run, "x.exp_()", tensor)
    assert tensor.tolist() == [1, 1]
    change(run, "(x * 3).sum().backward()", leaf)
    assert leaf.grad is not None and leaf.grad.tolist() == [3, 3] and leaf.tolist() == [1, 1]
    frame, series = pd.DataFrame({"a": [1, 2]}), pd.Series([1.0, 2.0], name="s")
    change(run, "x['b'] = 2 * x['a']; x.loc[0, 'a'] = 7", frame)
    assert frame.to_dict("list") == {"a": [7, 2], "b": [2, 4]}
    change(run, "x[0] = 7.0", series)
    assert series.tolist() == [7, 2]


def test_lists_in_a_list_move_with_their_elements(run: Run) -> None:
    first, second = [3], [1, 2]
    rows = [first, second]
    change(run, "x.sort(); x[0].append(9)", rows)
    assert rows[1] is first and first == [3] and rows[0] == [1, 2, 9]


def test_what_cannot_change_here_stays(run: Run) -> None:
    frozen = np.zeros(2)
    frozen.flags.writeable = False
    kernel = run("def f(*x):\n    x[0].resize(5, refcheck=False)\n    return len(x[0])")
    assert kernel.fetch("f")(frozen) == 5 and frozen.tolist() == [0, 0] and kernel.changed_arguments
    overlapping = torch.zeros(1).expand(3)
    change(run, "x.copy_(torch.arange(3.0)) if x.stride() == (1,) else None", overlapping)
    assert overlapping.tolist() == [0, 0, 0]


def test_nothing_changes_where_nothing_was_changed(run: Run) -> None:
    kernel = run("def f(x, y): return [x, y]")
    view = np.arange(3.0)
    kernel.fetch("f")(view, [math.nan, {"a": view[1:]}])
    assert not kernel.changed_arguments


# -- Errors and prints -----------------------------------------------------------------------------------------------

ERRORS = """
import json, sys
import numpy as np
class Own(ZeroDivisionError):
    def __init__(self, a, b): self.a = a
    def __str__(self): return "own words"
class Base(Exception): pass
class Group(Base, LookupError): pass
def fail(kind):
    if kind == "own": raise Own(1, b=2)
    if kind == "group": raise Group("both")
    if kind == "zero": return 1 / 0  # the line
    if kind == "exit": sys.exit("bye")
    if kind == "interrupt": raise KeyboardInterrupt
    if kind == "json": json.loads("{")
    if kind == "linalg": np.linalg.inv(np.zeros((2, 2)))
    if kind == "unicode": b"\\xff".decode()
    if kind == "os": open("/no/such/file")
    if kind == "deep": return fail(kind)
    if kind == "syntax": exec("1 +")
    if kind == "stop": raise StopIteration(3)
    if kind == "key": return {}["here"]
    if kind == "attribute": return sys.no_such_name
    if kind == "name": return no_such_name
    if kind == "exceptions": raise ExceptionGroup("several", [ValueError(1)])
    if kind == "assert": assert 1 == 2, "no"
    if kind == "empty": raise ValueError
    if kind == "object": raise ValueError(sys)
"""


@pytest.mark.parametrize(
    ("kind", "caught", "name", "text"),
    [
        ("own", ZeroDivisionError, "Own", "own words"),
        ("group", LookupError, "Group", "both"),
        ("zero", ZeroDivisionError, "ZeroDivisionError", "division by zero"),
        ("exit", StudentError, "StudentError", "SystemExit: bye"),
        ("interrupt", StudentError, "StudentError", "KeyboardInterrupt: "),
        ("json", ValueError, "JSONDecodeError", "Expecting property name enclosed in double quotes: line 1"),
        ("linalg", np.linalg.LinAlgError, "LinAlgError", "Singular matrix"),
        ("unicode", UnicodeDecodeError, "UnicodeDecodeError", "'utf-8' codec can't decode byte 0xff"),
        ("os", FileNotFoundError, "FileNotFoundError", "[Errno 2] No such file"),
        ("deep", RecursionError, "RecursionError", "maximum recursion depth exceeded"),
        ("syntax", SyntaxError, "SyntaxError", "invalid syntax"),
        ("stop", Exception, "StopIteration", "3"),
        ("key", KeyError, "KeyError", "'here'"),
        ("attribute", AttributeError, "AttributeError", "module 'sys' has no attribute"),
        ("name", NameError, "NameError", "name 'no_such_name' is not defined"),
        ("exceptions", Exception, "ExceptionGroup", "several (1 sub-exception)"),
        ("assert", AssertionError, "AssertionError", "no"),
        ("empty", ValueError, "ValueError", ""),
        ("object", ValueError, "ValueError", "<module 'sys'"),
    ],
)
def test_an_error_is_raised_here_as_it_was_there(
    run: Run, kind: str, caught: type[Exception], name: str, text: str
) -> None:
    fail = run(ERRORS).fetch("fail")
    with pytest.raises(caught) as raised:
        fail(kind)
    error: Any = raised.value
    assert type(error).__name__ == name and str(error).startswith(text)
    assert "in fail\n" in error.student_traceback and "if kind ==" in error.student_traceback
    assert "agent.py" not in error.student_traceback
    assert name in "".join(traceback.format_exception(error)) and repr(error)


def test_an_errors_arguments_are_there_if_they_are_data(run: Run) -> None:
    fail = run(ERRORS).fetch("fail")
    for kind, arguments in [("key", ("here",)), ("empty", ()), ("exit", ("SystemExit: bye",)), ("own", (1,))]:
        with pytest.raises(Exception) as raised:
            fail(kind)
        assert raised.value.args == arguments
    with pytest.raises(ValueError) as raised:
        fail("object")
    assert raised.value.args == (str(raised.value),)


def test_what_a_student_prints_is_kept_or_goes_where_the_test_wants_it(run: Run) -> None:
    kernel = run(
        "import sys\ndef f(x):\n    print('out', x)\n    print('err', file=sys.stderr)\n    return x(1) if callable(x) else x"
    )
    f = kernel.fetch("f")
    f(1)
    assert kernel.printed == "out 1\nerr\n"
    with contextlib.redirect_stdout(io.StringIO()) as out:
        f(2)
    assert out.getvalue() == "out 2\n" and kernel.printed == "out 1\nerr\nerr\n"
    with contextlib.redirect_stdout(io.StringIO()) as out:
        f(lambda x: print("here"))
    assert out.getvalue().startswith("out <function") and out.getvalue().endswith(">\nhere\n")


def test_texts_never_fail(run: Run) -> None:
    kernel = run(
        "class A:\n    def __repr__(self): return 1 / 0\n    def __format__(self, s): return 'a' * 10**6\n"
        "class B:\n    def __repr__(self): return 3\n    __name__ = 5\n"
        "class C:\n    def __str__(self): raise SystemExit\na, b, c = A(), B(), C()"
    )
    a, b, c = map(kernel.fetch, "abc")
    assert repr(a) == str(a) == "<A: its repr fails with ZeroDivisionError>" or str(a).startswith("<A: its str fails")
    assert f"{a:>3}" == "a" * agent.MAX_TEXT
    assert repr(b) == "<B: its repr fails with TypeError>" and str(c) == "<C: its str fails with SystemExit>"
    assert f"{c!r:>80}".endswith("C object at " + repr(c).split(" at ")[1]) and f"{b:.2f}".startswith("<B: its format")
    with pytest.raises(AttributeError):
        b.__name__  # noqa: B018  # reading it is what fails
    with pytest.raises(AttributeError):
        a.no_such_name  # noqa: B018  # as above


def test_a_kernel_that_ends_is_lost_and_one_that_hangs_is_stopped(run: Run) -> None:
    kernel = run("import os\ndef leave(): os._exit(0)\ndef hang():\n    while True: pass")
    with pytest.raises(KernelLost):
        kernel.fetch("leave")()
    with pytest.raises(KernelLost):
        kernel.fetch("hang")
    ours, theirs = socket.socketpair()
    kernel = Kernel(ours, time.monotonic() + 0.1)
    for _ in range(2):
        with pytest.raises(DeadlinePassed):
            kernel.fetch("x")
    theirs.close()


# -- Forgeries -------------------------------------------------------------------------------------------------------


def forged(play: Callable[[Channel], None], seconds: float = 5) -> Kernel:
    """Examine a kernel that sends what it likes."""
    ours, theirs = socket.socketpair()

    def act() -> None:
        with contextlib.suppress(KernelLost):
            channel = Channel(theirs)
            play(channel)
            channel.receive()

    threading.Thread(target=act, daemon=True).start()
    return Kernel(ours, time.monotonic() + seconds)


def answers(*messages: bytes) -> Callable[[Channel], None]:
    """Send one message for each that arrives, whatever it asks for; the last one again and again."""

    def play(channel: Channel) -> None:
        for message in itertools.chain(messages, itertools.repeat(messages[-1])):
            channel.receive()
            channel.send(message)

    return play


def reply(value: Any, letter: bytes = agent.VALUE, printed: Any = (), changed: Any = None) -> bytes:
    printed = list(printed) if type(printed) is tuple else printed
    return letter + codec.encode((value, printed, changed), refer)


def refer(value: Any) -> Any:
    return value.reference


class Forged:
    def __init__(self, handle: Any = 0, *classes: str, can: Any = (), **more: Any) -> None:
        names = [name.rpartition(".")[::2] for name in (*classes, "builtins.object")]
        self.reference = {
            "handle": handle,
            "class": [[module, name] for module, name in names],
            "can": list(can) if type(can) is tuple else can,
            **more,
        }


def claim(*classes: str, **more: Any) -> Any:
    return forged(answers(reply(Forged(0, *classes, **more)))).fetch("x")


FORGED: list[dict[str, Any]] = [
    {"handle": -1},
    {"handle": "0"},
    {"handle": True},
    {"handle": None},
    {"handle": 1 << 50},
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
    kernel = forged(answers(message), seconds=2)
    with pytest.raises((KernelLost, codec.RefusedData)):
        kernel.fetch("x")


@settings(deadline=None, derandomize=True)
@given(st.binary(max_size=200), st.sampled_from([b"", agent.VALUE, agent.ERROR, agent.CALLBACK, reply([1])[:8]]))
def test_random_bytes_are_an_error_of_the_kernel(message: bytes, start: bytes) -> None:
    ours, theirs = socket.socketpair()
    kernel = Kernel(ours, time.monotonic() + 5)
    answer = start + message
    theirs.sendall(len(answer).to_bytes(8, "big") + answer)
    with theirs, pytest.raises((KernelLost, codec.RefusedData)):
        theirs.shutdown(socket.SHUT_WR)
        kernel.fetch("x")


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
            found = Kernel(ours, time.monotonic() + 5).fetch("x")
        except (KernelLost, codec.RefusedData, StudentError):
            return
        except NameError:
            assert letter == agent.MISSING
            return
    assert letter == agent.VALUE and type(found) in {type(value), *([type(found)] if isinstance(found, Proxy) else [])}


@pytest.mark.parametrize(
    "name",
    [
        *["torch.Tensor", "torch._C.TensorBase", "torch.nn.parameter.Parameter", "numpy.ndarray", "numpy.float64"],
        *["numpy.ma.core.MaskedArray", "pandas.core.frame.DataFrame", "pandas.core.series.Series", "builtins.float"],
        *[
            "builtins.str",
            "builtins.bool",
            "builtins.NoneType",
            "numbers.Real",
            "fractions.Fraction",
            "datetime.datetime",
        ],
        *["pandas.core.indexes.base.Index", "pandas._libs.tslibs.timestamps.Timestamp", "enum.IntEnum", "torch.Size"],
        *["builtins.tuple", "builtins.dict", "collections.OrderedDict", "builtins.list", "numpy.matrix"],
    ],
)
def test_no_proxy_claims_to_be_data(name: str) -> None:
    module, _, attribute = name.rpartition(".")
    kind = getattr(__import__(module, fromlist=["x"]) if module != "builtins" else builtins, attribute, type(None))
    x = claim(name)
    assert isinstance(x, Proxy) and not isinstance(x, kind)
    assert isinstance(claim(name, "io.StringIO"), io.StringIO)


@pytest.mark.parametrize(
    "name", ["autograder.examiner.proxies.Kernel", "os.system", "no.such.module", "os", "", ".", "sys.modules"]
)
def test_what_is_no_class_of_a_library_is_not_known(name: str) -> None:
    x = claim(name, can=["call"])
    assert x.__class__ is type(x) and issubclass(type(x), Proxy)


def test_claims_are_looked_up_without_importing_or_running_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    lazy = types.ModuleType("lazy")
    looked_up = mock.Mock(side_effect=AttributeError)
    monkeypatch.setattr(lazy, "__getattr__", looked_up, raising=False)
    monkeypatch.setitem(__import__("sys").modules, "lazy", lazy)
    derived = mock.Mock()

    class RegisteringError(Exception):
        def __init_subclass__(cls) -> None:
            derived()

        def __init__(self, *arguments: Any) -> None:
            derived()

    lazy.RegisteringError = RegisteringError  # type: ignore[attr-defined]  # for the kernel to name
    assert claim("lazy.Thing").__class__ is not lazy and "turtle" not in __import__("sys").modules
    claim("turtle.Turtle")
    assert "turtle" not in __import__("sys").modules and not looked_up.called
    error = ([["lazy", "RegisteringError"], ["builtins", "Exception"]], "text", None, "")
    with pytest.raises(Exception, match="text") as raised:
        forged(answers(reply(error, agent.ERROR))).fetch("x")
    assert not isinstance(raised.value, RegisteringError) and not derived.called


@pytest.mark.parametrize(
    "name", ["os._exit", "builtins.SystemExit", "builtins.exec", "builtins.print", "a.b", "builtins.object"]
)
def test_an_error_of_what_is_no_exception_is_one_all_the_same(name: str) -> None:
    error = ([[*name.split(".")]], "x" * 10**6, (1,), "y" * 10**6)
    with pytest.raises(StudentError) as raised:
        forged(answers(reply(error, agent.ERROR))).fetch("x")
    assert len(str(raised.value)) <= agent.MAX_TEXT + 20 and str(raised.value).startswith(name.split(".")[1])
    assert len(raised.value.student_traceback) <= agent.MAX_TRACEBACK  # type: ignore[attr-defined]  # it has one


@pytest.mark.parametrize(
    "kind",
    [kind for kind in vars(builtins).values() if isinstance(kind, type) and issubclass(kind, BaseException)],
)
def test_every_builtin_exception_can_be_raised(kind: type[BaseException]) -> None:
    error = (agent.names(kind), "text", (1, [2]), "")
    as_itself = issubclass(kind, Exception) and kind not in (ExceptionGroup, StopIteration)
    with pytest.raises(kind if as_itself else Exception) as raised:
        forged(answers(reply(error, agent.ERROR))).fetch("x")
    assert "text" in str(raised.value) and "text" in "".join(traceback.format_exception(raised.value))


def test_a_handle_is_what_it_was_first() -> None:
    kernel = forged(answers(reply(Forged(1, "io.StringIO")), reply(Forged(1, "abc.ABC", can=["call"]))))
    first = kernel.fetch("x")
    assert kernel.fetch("x") is first and isinstance(first, io.StringIO) and not callable(first)


def test_a_handle_that_was_never_described_is_refused() -> None:
    unknown = Forged()
    unknown.reference = {"handle": 7}
    with pytest.raises(codec.RefusedData):
        forged(answers(reply(unknown))).fetch("x")


@pytest.mark.parametrize("content", [[1], (1,), 5, None, {"a": 1}, Forged(2, "__main__.dict")])
def test_elements_are_in_what_they_were_said_to_be_in(content: Any) -> None:
    x = forged(answers(reply(Forged(0, "__main__.dict", content="dict")), reply(content))).fetch("x")
    if content == {"a": 1}:
        assert x == {"a": 1}
    else:
        with pytest.raises(KernelLost):
            len(x)


def test_a_length_is_a_length() -> None:
    for length in [-1, True, 1 << 60, "3", 2.0, None]:
        x = forged(answers(reply(Forged(0, "__main__.A", can=["len", "getitem"])), reply(length))).fetch("x")
        with pytest.raises(ValueError, match="whole number"):
            list(x)


def test_a_kernel_that_says_yes_to_everything_says_it_about_its_own_classes_alone() -> None:
    yes = answers(
        reply(Forged(0, "builtins.type", bases=[["__main__", "A"]])), reply(Forged(1, "__main__.A")), reply(True)
    )
    kernel = forged(yes)
    A, a = kernel.fetch("A"), kernel.fetch("a")
    assert isinstance(a, A) and not isinstance(a, float) and a != 1 and not issubclass(A, nn.Module)
    one = answers(reply(Forged(0, "builtins.type", bases=[["__main__", "A"]])), reply(1))
    assert not isinstance(3, forged(one).fetch("A"))


def test_calls_back_without_end_are_ended_by_the_deadline() -> None:
    calls = []
    kernel = forged(
        answers(reply(Forged(0, "builtins.function", can=["call"])), reply((0, (), {}), agent.CALLBACK)), seconds=0.3
    )
    with pytest.raises(DeadlinePassed):
        kernel.fetch("f")(lambda: calls.append(1))
    assert calls


def test_only_functions_that_were_handed_over_are_called() -> None:
    for number in [1, -1, 10**9]:
        kernel = forged(
            answers(reply(Forged(0, "builtins.function", can=["call"])), reply((number, ("true",), {}), agent.CALLBACK))
        )
        with pytest.raises(KernelLost):
            kernel.fetch("f")(lambda: None)


def test_printing_and_objects_have_a_bound() -> None:
    kernel = forged(answers(reply(1, printed=[("stdout", "x\ud800" * 400_000), ("strange", "y")])))
    for _ in range(3):
        kernel.fetch("x")
    assert len(kernel.printed) <= 1_000_000 and "\ud800" not in kernel.printed
    many = [reply([Forged(1000 * i + j, f"__main__.A{i}{j}") for j in range(700)]) for i in range(2)]
    kernel = forged(answers(*many))
    kernel.fetch("x")
    with pytest.raises(codec.RefusedData, match="classes"):
        kernel.fetch("x")


@pytest.mark.parametrize(
    "changed",
    [
        5,
        [[1]],
        ((), {}),
        (([9, 9],), {}, 1),
        ((5,), {}),
        (("text",), {"a": 1}),
        ((np.zeros(3),), {}),
        ([], []),
        ((None,), None),
    ],
)
def test_arguments_change_into_what_they_can_alone(changed: Any) -> None:
    kernel = forged(answers(reply(Forged(0, "builtins.function", can=["call"])), reply(None, changed=changed)))
    argument = [1, 2]
    with contextlib.suppress(KernelLost):
        kernel.fetch("f")(argument)
    assert argument == [1, 2]
