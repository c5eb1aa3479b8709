"""Python's own values, there and back."""

import datetime
import math
import random
from collections import Counter, OrderedDict, namedtuple
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.libraries.builtin import NOT_DATA, Builtin, base_value, plain
from tests.autograder.libraries.journey import (
    any_text,
    many,
    message,
    not_data,
    refused,
    same,
    take_new,
    there_and_back,
)
from tests.autograder.libraries.liars import (
    Colour,
    Liar,
    LyingBytes,
    LyingClass,
    LyingComplex,
    LyingDict,
    LyingFloat,
    LyingFrozenset,
    LyingInt,
    LyingList,
    LyingSet,
    LyingStr,
    LyingTuple,
    Word,
)

hashable = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-(2**200), 2**200)
    | st.floats()
    | st.complex_numbers()
    | any_text
    | st.binary()
    | st.just(...)
    | st.fractions()
    | st.decimals(allow_nan=False)
    | st.dates()
    | st.datetimes().map(lambda moment: moment.replace(fold=0))
    | st.times().map(lambda moment: moment.replace(fold=0))
    | st.timedeltas()
    | st.builds(range, st.integers(), st.integers(), st.integers(min_value=1)),
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.frozensets(inner, max_size=3),
    max_leaves=5,
)
values = st.recursive(
    hashable | st.binary().map(bytearray) | st.builds(slice, hashable, hashable, hashable),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(hashable, inner, max_size=3)
        | st.sets(hashable, max_size=3)
    ),
    max_leaves=10,
)


@given(values)
@many
def test_a_value_comes_back_as_it_was(value: Any) -> None:
    assert same(there_and_back(value), value)


@pytest.mark.parametrize(
    "value",
    [-0.0, math.nan, -math.inf, complex(-0.0, math.nan), "\ud83d\ude00", "\udc80", "\0\"\\", 10**3999, -(10**3999), 2**63,
     Decimal("-0.00"), Decimal("1E-9999"), Decimal("sNaN"), Decimal("-Infinity"), b"\0" * 300, [], (), {}, set(),
     {math.nan: 1, -1: 2, -2: 3}, {float("nan"), float("nan")}],
)  # fmt: skip
def test_values_at_the_edges(value: Any) -> None:
    assert same(there_and_back(value), value)


# Made in the test: pytest would ask these for their names.
@pytest.mark.parametrize(
    ("make", "truth"),
    [(lambda: LyingFloat(2.5), 2.5), (lambda: LyingInt(3), 3), (lambda: LyingInt(2**70), 2**70),
     (lambda: LyingStr("é"), "é"), (lambda: LyingBytes(b"b"), b"b"), (lambda: LyingComplex(1j), 1j),
     (lambda: Colour.RED, 1), (lambda: Word.A, "a")],
)  # fmt: skip
def test_numbers_and_text_come_back_plain(make: Callable[[], Any], truth: Any) -> None:
    assert same(there_and_back([make()])[0], truth)
    assert same(base_value(make()), truth)


def test_base_values() -> None:
    for value in [None, [1], LyingClass(), LyingClass]:
        assert base_value(value) is NOT_DATA


Point = namedtuple("Point", "x y")


@pytest.mark.parametrize(
    "make",
    [lambda: Point(1, 2), lambda: OrderedDict(a=1), lambda: Counter("ab"), lambda: LyingList([1]), lambda: print,
     lambda: LyingDict(a=1), lambda: LyingClass, LyingClass, Liar, lambda: math, Exception, lambda: (i for i in "ab"),
     lambda: datetime.datetime.now(datetime.UTC), lambda: datetime.UTC, lambda: int],
)  # fmt: skip
def test_everything_else_is_not_data(make: Callable[[], Any]) -> None:
    assert not_data(make())


@pytest.mark.parametrize(
    ("make", "content"),
    [(lambda: Point(1, 2), (1, 2)), (lambda: OrderedDict(a=1), {"a": 1}), (lambda: Counter("aab"), {"a": 2, "b": 1}),
     (lambda: LyingList([1, 2]), [1, 2]), (lambda: LyingTuple((1, 2)), (1, 2)), (lambda: LyingDict(a=1), {"a": 1}),
     (lambda: LyingSet([1]), {1}), (lambda: LyingFrozenset([1]), frozenset([1]))],
)  # fmt: skip
def test_plain_containers(make: Callable[[], Any], content: Any) -> None:
    assert same(plain(make()), content)


@pytest.mark.parametrize("value", [[1], (1,), {}, 3, print])
def test_what_has_no_plain_container(value: Any) -> None:
    with pytest.raises(TypeError, match="not a subclass"):
        plain(value)


@pytest.mark.parametrize(
    ("old", "new"),
    [([1, 2], [3]), ({"a": 1, "b": 2}, {"b": 3, "c": 4}), ({1}, {2, 3}), (bytearray(b"a"), bytearray(b"bc"))],
)
def test_containers_change_in_place(old: Any, new: Any) -> None:
    assert Builtin().update(old, new, take_new) and old == new


@pytest.mark.parametrize(("old", "new"), [((1,), (2,)), ((1,), (1, 2)), ("a", "b"), ([1], (1,)), (1, 2)])
def test_what_cannot_change_in_place_is_said_to(old: Any, new: Any) -> None:
    assert not Builtin().update(old, new, take_new)


def test_the_same_random_numbers_come_again_after_a_journey_as_data() -> None:
    library = Builtin()
    state = there_and_back(library.random_state())
    drawn = random.random()
    assert library.random_state() != state
    library.set_random_state(state)
    assert library.random_state() == state and random.random() == drawn


HOSTILE = {
    "too few parts": message(["range", 1]),
    "too many parts": message(["range", 1, 2, 3, 4]),
    "odd dict": message(["dict", 1]),
    "list as a key": message(["dict", ["list"], 1]),
    "sNaN as a key": message(["set", ["Decimal", "sNaN"]]),
    "range without a step": message(["range", 1, 2, 0]),
    "number as text": message(["range", "1", 2, 3]),
    "complex text": message(["complex", "1", 2]),
    "one over nothing": message(["Fraction", 1, 0]),
    "fraction of text": message(["Fraction", "1/2", 1]),
    "Decimal that isn't one": message(["Decimal", "x"]),
    "13th month": message(["date", "2024-13-01"]),
    "date that is a number": message(["date", 5]),
    "date with a zone": message(["datetime", "2024-01-01T00:00+01:00"]),
    "long duration": message(["timedelta", 10**18, 0, 0]),
    "blob too short": message(["bytes", 5], b"1234"),
    "negative blob": message(["list", ["bytes", 4], ["bytes", -4], ["bytes", 4]], b"1234"),
    "large blob": message(["bytes", 10**15]),
    "blob of no length": message(["bytes", "4"], b"1234"),
    "one blob twice": message(["list", ["bytes", 4], ["bytes", 4]], b"1234"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_messages_are_refused(name: str) -> None:
    refused(HOSTILE[name])
