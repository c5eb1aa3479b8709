"""What proxies are, and what nobody can do with them."""

import copy
import math
import numbers
from collections import Counter
from collections.abc import Callable
from typing import Any
from unittest import mock

import numpy as np
import pandas as pd
import pytest
import torch
from torch import nn

from autograder.examiner.channel import ConnectionLost
from autograder.examiner.proxy import CannotExamine
from tests.autograder.examiner.conftest import Run
from tests.autograder.examiner.forgeries import Forged, answers, forged, reply

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
    snapshot = run(LIAR)
    liar = snapshot.fetch("liar")
    for other in [1, 3.0, "text", None, [3], np.zeros(3), torch.zeros(3), mock.sentinel.other, snapshot.fetch("plain")]:
        assert other is not liar
        assert not np.any(liar == other) and not np.any(other == liar)
        assert np.all(liar != other) and np.all(other != liar)
    assert liar == liar and [liar] == [liar] and {liar: 1}[snapshot.fetch("liar")] == 1
    assert liar not in [1, 2] and 3 not in {liar} and hash(liar) != 1
    assert not isinstance(liar, float | numbers.Number | str | np.ndarray)
    assert pd.Series([1.0, 2.0]).eq(snapshot.fetch("plain")).tolist() == [False, False]


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
    snapshot = run(LIAR)
    for compute in computations:
        for name in ("liar", "plain"):
            with pytest.raises(CannotExamine, match="of the notebook"):
                compute(snapshot.fetch(name))


def test_who_computes_with_data_that_are_not_sent_is_told_what_to_write(run: Run) -> None:
    snapshot = run(
        "import pandas as pd, numpy as np\nfrom fractions import Fraction\n"
        "frame = pd.DataFrame({'a': [1]}, index=pd.MultiIndex.from_tuples([('x', 1)]))\n"
        "masked = np.ma.array([1.0], mask=[False])\nzoned = pd.Timestamp('2024-01-01', tz='UTC')"
    )
    for name in ["frame", "masked", "zoned"]:
        with pytest.raises(CannotExamine, match=r"its kind stays in the notebook.*reset_index"):
            snapshot.fetch(name) + 1


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
    snapshot = run("class A:\n    def __bool__(self): return False\n    def __len__(self): return 0\na = A()")
    assert snapshot.fetch("a") and len(snapshot.fetch("a")) == 0


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
    snapshot = run(CONTAINERS)
    point, same, rows, ordered, counter = map(snapshot.fetch, ["point", "same", "rows", "ordered", "counter"])
    assert point == (3, 4) and point in [(3, 4)] and point != (3, 5) and point < (4,) and point * 2 == (3, 4, 3, 4)
    assert (point.x, point[1], len(point), *point) == (3, 4, 2, 3, 4) and 3 in point and {point: 1}[3, 4] == 1
    assert np.asarray(point).tolist() == [3, 4] and isinstance(point, tuple) and repr(point) == "Point(x=3, y=4)"
    assert same != (3, 4) and same != (5, 5) and same == (1,) and list(same) == [1] and same[0] == 1 and 3 not in same
    assert rows[:2] == [1, [2]] and rows[2] is snapshot.fetch("a") and rows[-1] in rows and list(reversed(rows))[2] == 1
    assert ordered == {"a": 2, "b": 1} and list(ordered) == ["b", "a"] and ordered.keys() == {"a", "b"}
    assert (
        counter["a"] == 2 and counter["z"] == 0 and counter == Counter("aabc") and counter.most_common(1) == [("a", 2)]
    )
    assert dict(counter.items()) == {"a": 2, "b": 1, "c": 1} and counter.get("z", 7) == 7
    assert snapshot.fetch("lists")["b"] == [] and snapshot.fetch("points")[1, 2] == "a"
    assert not snapshot.fetch("empty") and snapshot.fetch("empty") == []
    with pytest.raises(KeyError):
        ordered["c"]
    with pytest.raises(TypeError):
        hash(rows)
    snapshot.fetch("grow")()
    assert len(rows) == 4
    rows[0] = 7
    assert rows[0] == 7


@pytest.mark.parametrize("content", [[1], (1,), 5, None, {"a": 1}, Forged(2, "__main__.dict")])
def test_elements_are_in_what_they_were_said_to_be_in(content: Any) -> None:
    x = forged(answers(reply(Forged(0, "__main__.dict", content="dict")), reply(content))).fetch("x")
    if content == {"a": 1}:
        assert x == {"a": 1}
    else:
        with pytest.raises(ConnectionLost):
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
    snapshot = forged(yes)
    A, a = snapshot.fetch("A"), snapshot.fetch("a")
    assert isinstance(a, A) and not isinstance(a, float) and a != 1 and not issubclass(A, nn.Module)
    one = answers(reply(Forged(0, "builtins.type", bases=[["__main__", "A"]])), reply(1))
    assert not isinstance(3, forged(one).fetch("A"))
