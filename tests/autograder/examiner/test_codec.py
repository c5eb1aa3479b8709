"""Messages: their bounds, references, and what nobody can do with a hostile one."""

import copy
import datetime
import json
import tracemalloc
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.examiner import codec
from autograder.examiner.codec import decode, encode
from autograder.libraries.library import RefusedData
from tests.autograder.libraries import test_builtin, test_numpy, test_pandas, test_torch
from tests.autograder.libraries.journey import (
    decoded_or_refused,
    many,
    message,
    no_reference,
    refused,
    repeatable,
    there_and_back,
)


def test_what_is_not_data_is_referred_to() -> None:
    value = object()
    seen = []

    def refer(other: object) -> dict[str, int]:
        seen.append(other)
        return {"handle": len(seen)}

    sent = encode({"a": [value, 1.5, value]}, refer)
    assert len(seen) == 2 and all(other is value for other in seen)
    assert decode(sent, lambda reference: ("object", reference)) == {
        "a": [("object", {"handle": 1}), 1.5, ("object", {"handle": 2})]
    }


def test_what_a_reference_meets_passes_through() -> None:
    def resolve(reference: object) -> object:
        raise LookupError(reference)

    with pytest.raises(LookupError, match="7"):
        decode(encode([print], lambda value: 7), resolve)
    with pytest.raises(TypeError, match="is not data"):
        encode([print], no_reference)
    with pytest.raises(TypeError, match="not JSON serializable"):
        encode([print], lambda value: value)


def nested(depth: int) -> Any:
    value: Any = []
    for _ in range(depth - 1):
        value = [value]
    return value


def doubled(times: int) -> Any:
    value: Any = [1]
    for _ in range(times):
        value = [value, value]
    return value


def itself() -> Any:
    value: list[Any] = [1]
    value.append(value)
    return value


LARGE = np.broadcast_to(np.float64(0), (10**6, 10**6))


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (itself, "contains itself"),
        (lambda: nested(codec.MAX_DEPTH + 1), f"more than {codec.MAX_DEPTH} levels deep"),
        (lambda: doubled(35), "more than 1 MB"),
        (lambda: [0] * 600_000, "more than 1 MB"),
        (lambda: "x" * 1_100_000, "more than 1 MB"),
        (lambda: 10**5000, "more digits"),
        (lambda: LARGE, "more than 64 MB"),
        (lambda: torch.zeros(1).expand(10**12), "more than 64 MB"),
        (lambda: [bytes(2**18)] * 4, "more than 1 MB"),
    ],
)
def test_what_passes_a_bound_is_refused_with_the_bound(
    make: Callable[[], Any], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codec, "MAX_BYTES", 2**20)
    with pytest.raises(RefusedData, match=reason):
        encode(make(), no_reference)


def test_what_is_just_within_the_bounds() -> None:
    assert there_and_back(nested(codec.MAX_DEPTH)) == nested(codec.MAX_DEPTH)
    innermost = deepest = nested(codec.MAX_DEPTH - 3)
    while innermost:
        innermost = innermost[0]
    innermost.append(pd.DataFrame({"a": pd.Categorical(["x"])}))
    there_and_back(deepest)
    assert len(there_and_back(bytes(2**26 - 100))) == 2**26 - 100


HOSTILE = {
    "nothing": b"",
    "no header": b"\xff\xff\xff\xff",
    "not JSON": message(b"{"),
    "not UTF-8": message(b'"\xff\xff"'),
    "no value": message(b""),
    "left over": message(1, b"x"),
    "object": message({}),
    "object in a list": message(["list", {}]),
    "deep brackets": message(b"[" * 100_000),
    "deep objects": message(b'{"a":' * 100_000),
    "deep lists": message(b'["list",' * 300 + b"1" + b"]" * 300),
    "very deep lists": message(b'["list",' * 100_000 + b"1" + b"]" * 100_000),
    "deep categories": message(b'["index",["categorical",' * 450 + b"1" + b"]]" * 450),
    "many brackets": message(b"[" + b"[]," * 30_000 + b"[]]"),
    "long number": message(b"1" * 1_000_000),
    "no tag": message([]),
    "unknown tag": message(["pickle", "x"]),
    "tag of another type": message([["list"]]),
    "number as a tag": message([1, 2]),
    "deep reference": message(b'["reference",' + b"[" * 9000),
    "reference without end": message(b'["reference",'),
    "two references": message(["reference", 1, 2]),
    **test_builtin.HOSTILE,
    **test_numpy.HOSTILE,
    **test_pandas.HOSTILE,
    **test_torch.HOSTILE,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_messages_are_refused_in_little_memory(name: str) -> None:
    hostile = HOSTILE[name]
    refused(hostile)
    tracemalloc.start()
    try:
        refused(hostile)
        assert tracemalloc.get_traced_memory()[1] < 100 * len(hostile) + 2**20
    finally:
        tracemalloc.stop()


def test_too_long_a_message_is_refused() -> None:
    with pytest.raises(RefusedData, match="more than 64 MB"):
        decode(bytes(2**26 + 1), no_reference)


def test_brackets_of_60_megabytes_are_an_exception_and_nothing_worse() -> None:
    refused(message(b"[" * 60_000_000))


def test_what_is_too_large_for_the_process_is_refused() -> None:
    def no_memory(reference: object) -> object:
        raise MemoryError

    with pytest.raises(RefusedData, match="more memory"):
        decode(message(["list", ["reference", 1]]), no_memory)


EXAMPLES: list[list[Any]] = [
    [1, 2.5, "a", None, (True, {1: b"x"}), 2**80, {3}, frozenset(), range(3), slice(1), 1j, "é", Fraction(1, 3), Decimal(1)],
    [datetime.datetime(2024, 1, 1), datetime.time(1), datetime.date(2024, 1, 1), datetime.timedelta(1), ...],
    [np.arange(6).reshape(2, 3).T, np.array(["a"]), np.array([None]), np.float32(1), np.str_("x")],
    [torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True) + 1, torch.Size([1]), torch.nn.Parameter(torch.ones(1))],
    [*test_pandas.SERIES],
    [*test_pandas.INDEXES],
    [pd.DataFrame({"a": [1, 2], "b": ["x", "y"]}), pd.Timestamp("2024-01-01"), pd.Timedelta("1h"), pd.NA],
]  # fmt: skip
MESSAGES = [encode(value, no_reference) for example in EXAMPLES for value in [example, *example]]

TAGS = sorted(codec._DECODERS)
WORDS = [
    "<f8",
    "|b1",
    "<U3",
    "|O",
    "<M8[ns]",
    "C",
    "F",
    "leaf",
    "result",
    "float32",
    "python",
    "NA",
    "2024-01-01",
    "nan",
    "bool",
]
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 5) | st.integers() | st.floats() | st.sampled_from(WORDS) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.builds(lambda tag, parts: [tag, *parts], st.sampled_from(TAGS), st.lists(inner, max_size=5)),
    max_leaves=12,
)  # fmt: skip


@given(st.binary() | st.builds(message, st.binary(), st.binary()))
@many
def test_random_bytes(hostile: bytes) -> None:
    decoded_or_refused(hostile)


@given(st.builds(message, json_values, st.binary(max_size=100)))
@settings(repeatable, max_examples=500)
def test_random_nodes(hostile: bytes) -> None:
    decoded_or_refused(hostile)


@given(st.builds(message, json_values, st.binary(max_size=100)))
@settings(repeatable, max_examples=60)
def test_random_nodes_take_little_memory(hostile: bytes) -> None:
    decoded_or_refused(hostile)  # what is imported on first use doesn't count
    tracemalloc.start()
    try:
        decoded_or_refused(hostile)
        assert tracemalloc.get_traced_memory()[1] < 100 * len(hostile) + 2**20
    finally:
        tracemalloc.stop()


@given(st.sampled_from(MESSAGES), st.lists(st.tuples(st.integers(0), st.binary(max_size=2)), min_size=1, max_size=3))
@many
def test_valid_messages_with_other_bytes(valid: bytes, changes: list[tuple[int, bytes]]) -> None:
    hostile = bytearray(valid)
    for place, piece in changes:
        place %= len(hostile)
        hostile[place : place + len(piece) or place + 1] = piece
    decoded_or_refused(bytes(hostile))


@given(st.sampled_from(MESSAGES), st.data())
@settings(repeatable, max_examples=250)
def test_valid_messages_with_other_nodes(valid: bytes, data: st.DataObject) -> None:
    size = int.from_bytes(valid[:4], "little")
    root = [json.loads(valid[4 : 4 + size])]
    node = copy.deepcopy(root)
    here: Any = node
    for _ in range(data.draw(st.integers(1, 4))):  # walk down, and put something else there
        lists = [part for part in here if isinstance(part, list) and part]
        if not lists:
            break
        here = data.draw(st.sampled_from(lists))
    here[data.draw(st.integers(0, len(here) - 1))] = data.draw(json_values)
    decoded_or_refused(message(node[0], valid[4 + size :]))
