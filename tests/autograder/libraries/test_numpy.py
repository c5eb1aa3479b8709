"""Arrays and scalars of NumPy, there and back."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from autograder.libraries.numpy import Numpy
from tests.autograder.libraries.journey import (
    any_text,
    few,
    many,
    message,
    not_data,
    refused,
    same,
    take_new,
    there_and_back,
)
from tests.autograder.libraries.liars import fail, lying

LyingScalar = lying(np.float64)
LyingArray = lying(np.ndarray, shape=property(fail), dtype=property(fail), __array_finalize__=fail)
UNITS = ["Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns"]

dtypes = (
    npst.boolean_dtypes()
    | npst.integer_dtypes()
    | npst.unsigned_integer_dtypes()
    | npst.floating_dtypes(sizes=(16, 32, 64))
    | npst.complex_number_dtypes(sizes=(64, 128))
    | npst.byte_string_dtypes(min_len=1)
    | npst.unicode_string_dtypes(min_len=1)
    | st.sampled_from([np.dtype(f"{end}{kind}8[{unit}]") for kind in "Mm" for unit in UNITS for end in "<>"])
)
arrays = dtypes.flatmap(lambda dtype: npst.arrays(dtype, npst.array_shapes(min_dims=0, min_side=0, max_side=4)))
indexed = arrays.flatmap(
    lambda array: st.sampled_from([array, array.T, array[..., ::-1] if array.ndim else array, np.asfortranarray(array)])
)


@given(indexed)
@many
def test_an_array_comes_back_as_it_was(array: Any) -> None:
    back = there_and_back(array)
    assert same(back, array)
    assert back.flags.writeable and back.flags.owndata
    assert array.ndim < 2 or back.flags.f_contiguous == array.flags.f_contiguous or not array.flags.forc


@given(dtypes.flatmap(lambda dtype: npst.arrays(dtype, ())))
@many
def test_a_scalar_keeps_its_exact_type(array: Any) -> None:
    scalar = array[()]
    assert same(there_and_back(scalar), scalar)
    assert there_and_back(scalar).dtype == scalar.dtype


@given(st.lists(st.none() | any_text | st.lists(st.integers()) | st.floats(), max_size=4))
@few
def test_an_array_of_objects_comes_back_as_it_was(items: list[Any]) -> None:
    array = np.empty(len(items), object)
    for i, item in enumerate(items):
        array[i] = item
    assert same(there_and_back(array), array)
    assert same(there_and_back(array.reshape(1, -1, 1)), array.reshape(1, -1, 1))


def test_an_array_of_arrays_keeps_them() -> None:
    array = np.empty((2, 1), object)
    array[0, 0], array[1, 0] = np.array(5), np.ones(2)
    back = there_and_back(array)
    assert back.shape == (2, 1) and same(back[0, 0], array[0, 0]) and same(back[1, 0], array[1, 0])


@pytest.mark.parametrize(
    "scalar", [np.str_("é"), np.str_(""), np.bytes_(b"a"), np.str_("\ud800"), np.datetime64("NaT")]
)
def test_text_and_dates(scalar: Any) -> None:
    assert same(there_and_back(scalar), scalar)


@pytest.mark.parametrize("dtype", ["longlong", "ulonglong", "longdouble", "clongdouble"])
def test_numbers_of_c_come_back_as_the_same_numbers(dtype: str) -> None:
    array = np.array([1, 2], dtype)
    assert np.array_equal(there_and_back(array), array) and there_and_back(array).dtype == array.dtype


@pytest.mark.parametrize(
    "value",
    [np.ma.array([1], mask=[True]), np.zeros(1, [("a", "f8")]), np.zeros(1, "V3"), np.zeros(1, [("a", object)]),
     np.zeros(1, "M8[25us]"), np.rec.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")]), np.dtype("f8"), np.float64,
     np.array(["a"], np.dtypes.StringDType()) if hasattr(np.dtypes, "StringDType") else np.ma.array([])],
)  # fmt: skip
def test_other_arrays_are_not_data(value: Any) -> None:
    assert not_data(value)


def test_arrays_come_back_plain() -> None:
    honest = np.arange(6.0).reshape(2, 3)
    assert same(there_and_back(honest.view(np.matrix)), honest)
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(LyingArray, "__array_finalize__")
        lying = np.ndarray.view(honest, LyingArray)
    assert same(there_and_back(lying), honest)
    assert same(there_and_back([LyingScalar(1.5)])[0], 1.5)


def test_an_array_changes_in_place_if_it_can() -> None:
    old, view = np.zeros(3), np.zeros((2, 2))[:, 1]
    assert Numpy().update(old, np.ones(3), take_new) and old.tolist() == [1, 1, 1]
    assert Numpy().update(view, np.ones(2), take_new) and view.tolist() == [1, 1]
    frozen = np.zeros(2)
    frozen.flags.writeable = False
    for array, new in [(frozen, np.ones(2)), (old, np.ones(2)), (old, np.ones(3, "f4")), (old, [1, 1, 1]), ([1], old)]:
        assert not Numpy().update(array, new, take_new)


def test_the_same_random_numbers_come_again_after_a_journey_as_data() -> None:
    library = Numpy()
    state = there_and_back(library.random_state())
    drawn = np.random.normal()
    assert library.random_state() != state
    library.set_random_state(state)
    assert library.random_state() == state and np.random.normal() == drawn


HOSTILE = {
    "array in a set": message(["set", ["array", "|u1", "C", [1]]], b"\0"),
    "shape too large": message(["array", "<f8", "C", [10**9]], b"12345678"),
    "shape that overflows": message(["array", "<f8", "C", [2**32, 2**32]]),
    "negative shape": message(["array", "<f8", "C", [-1]]),
    "two negative sides": message(["array", "|u1", "C", [-2, -2]], b"1234"),
    "sides that are no numbers": message(["array", "|u1", "C", [True, 1.0]], b"1"),
    "a shape that isn't one": message(["array", "|u1", "C", 1], b"1"),
    "overflow next to an empty side": message(["array", "<f8", "C", [0, 2**62, 2**62]]),
    "large next to an empty side": message(["array", "<f8", "C", [0, 10**9]]),
    "large elements of an empty side": message(["array", "<U999999999", "C", [0]]),
    "too many dimensions": message(["array", "<f8", "C", [1] * 65], bytes(8)),
    "unknown order": message(["array", "<f8", "K", [1]], bytes(8)),
    "array of pointers": message(["array", "|O", "C", [1]], b"\1" * 8),
    "array of structures": message(["array", "|V8", "C", [1]], b"\1" * 8),
    "structure with pointers": message(["array", [["a", "|O"]], "C", [1]], b"\1" * 8),
    "dtype with a comma": message(["array", "i4,O", "C", [1]], bytes(12)),
    "no bytes a character": message(["array", "<U0", "C", [10**7]]),
    "many bytes a character": message(["array", "<U999999999", "C", [1]]),
    "unit of no time": message(["array", "<M8[0s]", "C", [1]], bytes(8)),
    "odd unit": message(["array", "<M8[5ns]", "C", [1]], bytes(8)),
    "third truth value": message(["array", "|b1", "C", [2]], b"\1\2"),
    "third truth value on its own": message(["scalar", "|b1"], b"\2"),
    "no character": message(["array", "<U1", "C", [1]], b"\xff\xff\xff\xff"),
    "no character, other end first": message(["array", ">U1", "C", []], b"\x01\0\0\0"),
    "objects that are missing": message(["objects", "C", [10**9], []]),
    "objects in another order": message(["objects", "K", [0], []]),
    "objects that are no list": message(["objects", "C", [1], "a"]),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_messages_are_refused(name: str) -> None:
    refused(HOSTILE[name])
