"""Test cells at work on what a notebook defines, in another process."""

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

import numpy as np
import pandas as pd
import pytest
import scipy.optimize
import torch
from torch import nn

from autograder.examiner import errors
from autograder.examiner.channel import ConnectionLost, DeadlinePassed
from autograder.examiner.proxy import CannotExamine, Proxy
from autograder.examiner.snapshot import Snapshot
from tests.autograder.examiner.conftest import Run


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
