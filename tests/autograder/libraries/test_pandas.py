"""Frames, series and indexes of pandas, there and back."""

import datetime
import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import pandas as pdst
from pandas.testing import assert_frame_equal, assert_index_equal, assert_series_equal

from autograder.examiner.codec import decode, encode
from autograder.libraries.pandas import Pandas
from tests.autograder.libraries.journey import (
    INDEX,
    ONE,
    any_text,
    few,
    message,
    not_data,
    refused,
    take_new,
    there_and_back,
)

dates = pd.date_range("2024-03-30", periods=4, freq="h")
columns = [
    pdst.column("numbers", dtype=float),
    pdst.column("counts", dtype=np.int16),
    pdst.column("words", dtype=object, elements=st.none() | any_text | st.integers()),
    pdst.column("dates", dtype="M8[ns]"),
]
SERIES = [
    pd.Series([1, 2], name="x", dtype="i1"),
    pd.Series(["a", None, pd.NA, pd.NaT, pd.Timestamp("2024-01-01"), [1], np.float32(2)]),
    pd.Series([datetime.datetime(2024, 1, 1)], dtype=object),
    pd.Series([1, None], name=("a", 1)),
    pd.Series(["a", None], dtype="string"),
    pd.Series(["b", "a", None], dtype="category"),
    pd.Series(pd.Categorical(["b", "a"], categories=["b", "a", "c"], ordered=True)),
    pd.Series(dates),
    pd.Series(pd.to_datetime(["2024-01-01", None]).as_unit("s")),
    pd.Series(dates - dates[0], index=["a", "a", "b", "c"]),
    pd.Series([1j]),
    pd.Series([], dtype=object),
]
INDEXES = [
    pd.RangeIndex(1, 10, 3, name="n"),
    pd.Index([1.5, math.nan]),
    pd.Index([("a", 1), ("b", 2)], tupleize_cols=False),
    pd.Index(["a", None, 3]),
    dates,
    pd.timedelta_range("1h", periods=3, freq="30min"),
    pd.CategoricalIndex(["b", "a"], ordered=True),
]
NOT_SENT = [
    pd.Series([1, None], dtype="Int64"),
    pd.Series(dates.tz_localize("Europe/Berlin")),
    pd.cut(pd.Series([1, 2, 3]), 2),
    pd.Series(pd.arrays.SparseArray([0, 1])),
    pd.MultiIndex.from_product([["a", "b"], dates]),
    pd.Series([1], index=pd.MultiIndex.from_tuples([("a", 1)])),
    pd.DataFrame([[1]], columns=pd.MultiIndex.from_tuples([("a", 1)])),
    pd.period_range("2024", periods=2, freq="M"),
    pd.interval_range(0, 3),
    pd.Timestamp("2024-01-01", tz="UTC"),
    pd.Int64Dtype(),
]


@given(pdst.data_frames(columns, index=pdst.range_indexes(max_size=5) | pdst.indexes(dtype=int, max_size=5)))
@few
def test_a_frame_comes_back_as_it_was(frame: Any) -> None:
    assert_frame_equal(there_and_back(frame), frame, check_exact=True)


@pytest.mark.parametrize("series", SERIES)
def test_a_series_comes_back_as_it_was(series: Any) -> None:
    assert_series_equal(there_and_back(series), series, check_exact=True)
    assert there_and_back(series).equals(series)
    frame = pd.DataFrame({"a": series, "b": series.index})
    frame.columns = ["same", "same"]  # type: ignore[assignment, unused-ignore]  # pandas takes a list
    assert_frame_equal(there_and_back(frame), frame, check_exact=True)


@pytest.mark.parametrize("index", INDEXES)
def test_an_index_comes_back_as_it_was(index: Any) -> None:
    assert_index_equal(there_and_back(index), index, exact=True, check_exact=True)
    series = pd.Series(range(len(index)), index=index)
    assert_series_equal(there_and_back(series), series, check_freq=False)


@pytest.mark.parametrize(
    "value",
    [pd.NA, pd.NaT, pd.Timestamp("2024-01-01 12:00:00.123456789"), pd.Timestamp("1000-01-01").as_unit("s"),
     pd.Timedelta("1h"), pd.Timedelta("1h").as_unit("s")],
)  # fmt: skip
def test_other_values_of_pandas(value: Any) -> None:
    back = there_and_back(value)
    assert type(back) is type(value) and (back is value or back == value) and repr(back) == repr(value)
    assert getattr(back, "unit", None) == getattr(value, "unit", None)


@pytest.mark.parametrize("value", [pd.Categorical(["b", "a"], ordered=True), pd.array(["a", None], dtype="string")])
def test_an_array_comes_back_as_it_was(value: Any) -> None:
    assert type(there_and_back(value)) is type(value)
    assert_series_equal(pd.Series(there_and_back(value)), pd.Series(value))


def test_empty_frames() -> None:
    for frame in [pd.DataFrame(), pd.DataFrame(index=[1, 2]), pd.DataFrame(columns=["a", "b"])]:
        assert_frame_equal(there_and_back(frame), frame)


@pytest.mark.parametrize("value", NOT_SENT)
def test_what_pandas_knows_and_no_course_asks_for_is_not_data(value: Any) -> None:
    assert not_data(value)


def test_frames_come_back_plain() -> None:
    class Frame(pd.DataFrame):  # type: ignore[misc, unused-ignore]  # pandas is Any
        def equals(self, other: object) -> bool:
            return True

    frame = pd.DataFrame({"a": [1]})
    assert type(there_and_back(Frame(frame))) is pd.DataFrame
    assert_frame_equal(there_and_back(Frame(frame)), frame)


def test_nothing_is_sent_of_what_turns_out_not_to_be_data() -> None:
    frame = pd.DataFrame({"a": ["long" * 100], "b": pd.arrays.SparseArray([1])})
    sent = encode([frame, b"after"], lambda value: "frame")
    assert decode(sent, lambda reference: reference) == ["frame", b"after"] and len(sent) < 200


def test_frames_and_series_change_in_place() -> None:
    frame, series = pd.DataFrame({"a": [1, 2]}), pd.Series([1.0, 2.0], name="s")
    assert Pandas().update(frame, pd.DataFrame({"b": [3]}), take_new) and frame.to_dict("list") == {"b": [3]}
    assert Pandas().update(series, pd.Series([5.0]), take_new) and series.tolist() == [5]
    assert not Pandas().update(series, frame, take_new) and not Pandas().update([1], series, take_new)


HOSTILE = {
    "codes that aren't numbers of categories": message(["categorical", ONE, INDEX, False], b"\0\0"),
    "column with two sides": message(["series", ["array", "|u1", "C", [1, 1]], INDEX, None], b"\0\0"),
    "column of text": message(["series", ["array", "<U1", "C", [1]], INDEX, None], b"a\0\0\0\0"),
    "column that isn't one": message(["series", 5, INDEX, None], b"\0"),
    "frame with columns of two lengths": message(
        ["frame", [ONE, ["array", "|u1", "C", [2]]], ["range index", 0, 2, 1, None], ["range index", 0, 1, 1, None]],
        b"123",
    ),
    "frame with a name too many": message(
        ["frame", [ONE], ["range index", 0, 2, 1, None], ["range index", 0, 1, 1, None]], b"1"
    ),
    "index that overflows": message(["frame", [], ["range index", 0, 0, 1, None], ["range index", 0, 10**30, 1, None]]),
    "code of no category": message(["categorical", ["array", "|i1", "C", [1]], INDEX, False], b"\5\0"),
    "codes with two sides": message(["categorical", ["array", "|i1", "C", [1, 1]], INDEX, False], b"\0\0"),
    "twice the same category": message(
        ["categorical", ["array", "|i1", "C", [1]], ["index", ["array", "|u1", "C", [2]], None], False], b"\0\1\1"
    ),
    "unhashable name": message(["index", ONE, ["list"]], b"\0"),
    "strings that are none": message(["strings", ["objects", "C", [1], [5]], "python", True]),
    "strings of an unknown kind": message(["strings", ["objects", "C", [1], ["a"]], "disk", True]),
    "strings with two sides": message(["strings", ["objects", "C", [1, 1], ["a"]], "python", True]),
    "dates of an odd unit": message(["index", ["array", "<M8[2s]", "C", [1]], None], bytes(8)),
    "date of an odd unit": message(["timestamp", ["scalar", "<M8[5ns]"]], bytes(8)),
    "duration as a date": message(["timestamp", ["scalar", "<m8[ns]"]], bytes(8)),
    "text as a date": message(["timestamp", "now"]),
    "other numbers as a date": message(["timestamp", ["scalar", "|u1"]], b"\0"),
    "unknown constant": message(["missing", "__import__"]),
    "reference for an array": message(["series", ["reference", 1], INDEX, None]),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_messages_are_refused(name: str) -> None:
    refused(HOSTILE[name])
