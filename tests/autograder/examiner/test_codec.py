import contextlib
import copy
import datetime
import enum
import json
import math
import time
import tracemalloc
from collections import Counter, OrderedDict, namedtuple
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from hypothesis.extra import pandas as pdst
from pandas.testing import assert_extension_array_equal, assert_frame_equal, assert_index_equal, assert_series_equal

from autograder.examiner import codec
from autograder.examiner.codec import RefusedData, base_value, decode, encode, plain

repeatable = settings(derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
few = settings(repeatable, max_examples=25)
many = settings(repeatable, max_examples=150)


def no_reference(value: object) -> Any:
    raise TypeError(f"{type(value).__name__} is not data")


def there_and_back(value: Any) -> Any:
    return decode(encode(value, no_reference), no_reference)


def message(node: Any, blobs: bytes = b"") -> bytes:
    """Make a message as a hostile kernel may."""
    header = node if isinstance(node, bytes) else json.dumps(node).encode()
    return len(header).to_bytes(4, "little") + header + blobs


def text(value: Any) -> str:
    """Say all about a value: its type, and what it holds to the bit; of Python's own and NumPy's values."""
    if isinstance(value, np.ndarray | np.generic):
        as_list = value.dtype == object or value.dtype.char in "gG"  # a longdouble has bytes that say nothing
        held = list(map(repr if value.dtype.char in "gG" else text, value.ravel())) if as_list else value.tobytes()
        return f"{type(value)} {value.dtype.descr} {value.dtype.char} {value.shape} {held!r}"
    if isinstance(value, dict):
        return f"{type(value)} {[(text(key), text(item)) for key, item in value.items()]}"
    if isinstance(value, list | tuple):
        return f"{type(value)} {list(map(text, value))}"
    if isinstance(value, set | frozenset):
        return f"{type(value)} {sorted(map(text, value))}"
    if isinstance(value, slice):
        return f"slice {text([value.start, value.stop, value.step])}"
    return f"{type(value)} {value!r}"


def same(a: Any, b: Any) -> bool:
    return text(a) == text(b)


# -- Python's own values ----------------------------------------------------------------------------------------------

whole_minutes = st.integers(-23 * 60, 23 * 60).map(lambda m: datetime.timezone(datetime.timedelta(minutes=m)))
zones = st.none() | whole_minutes | st.sampled_from([datetime.UTC, ZoneInfo("Europe/Berlin")])
any_text = st.text(st.characters(exclude_categories=[]))  # lone surrogates, too
hashable = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-(2**200), 2**200)
    | st.floats()
    | st.complex_numbers()
    | any_text
    | st.text(min_size=200, max_size=300)
    | st.binary()
    | st.sampled_from([..., NotImplemented, int, object, type(None), np.float32, np.ndarray])
    | st.fractions()
    | st.decimals(allow_nan=False)
    | st.dates()
    | st.datetimes(timezones=zones, allow_imaginary=True)
    | st.times(timezones=st.none() | whole_minutes)
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
    [-0.0, math.nan, -math.inf, complex(-0.0, math.nan), "\ud83d\ude00", "\udc80", 10**3999, -(10**3999), 2**63, -(2**63),
     Decimal("-0.00"), Decimal("1E-9999"), Decimal("sNaN"), Decimal("-Infinity"), datetime.time(2, 30, fold=1), datetime.UTC, ZoneInfo("UTC"),
     datetime.datetime(2024, 10, 27, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Berlin")), b"\0" * 300, [], (), {}, set(),
     {math.nan: 1, -1: 2, -2: 3}, {float("nan"), float("nan")}],
)  # fmt: skip
def test_values_at_the_edges(value: Any) -> None:
    assert same(there_and_back(value), value)


@pytest.mark.parametrize("kind", [bool, int, float, complex, str, bytes, list, dict, type(None), np.int8, np.longlong])
def test_a_built_in_class_comes_back_as_itself(kind: type) -> None:
    assert there_and_back(kind) is kind


# -- NumPy ------------------------------------------------------------------------------------------------------------

dtypes = (
    npst.scalar_dtypes()
    | npst.byte_string_dtypes()
    | npst.unicode_string_dtypes()
    | npst.array_dtypes(npst.scalar_dtypes(), min_size=1)
    | st.sampled_from(
        [np.dtype(name) for name in ("longlong", "ulonglong", ">q", "longdouble", "clongdouble", "M8[25us]")]
    )
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


@given(st.lists(values, max_size=4))
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
    "scalar", [np.str_("a\0"), np.str_(""), np.bytes_(b"a\0"), np.str_("\ud800"), np.datetime64("NaT")]
)
def test_text_and_dates_of_numpy(scalar: Any) -> None:
    assert same(there_and_back(scalar), scalar)


@given(dtypes | st.just(np.dtype(object)))
@few
def test_a_dtype_comes_back_as_it_was(dtype: np.dtype[Any]) -> None:
    assert there_and_back(dtype) == dtype and there_and_back(dtype).char == dtype.char


@pytest.mark.parametrize(
    "array",
    [np.ma.array([1], mask=[True]), np.zeros(1, [("a", "f8", (0,))]), np.zeros(1, [((b"title", "a"), "f8")]),
     np.zeros(1, [("a", object)]), np.array(["a"], np.dtypes.StringDType()) if hasattr(np.dtypes, "StringDType") else np.ma.array([])],
)  # fmt: skip
def test_other_arrays_are_not_data(array: Any) -> None:
    assert decode(encode([array], lambda value: "array"), lambda reference: reference) == ["array"]


def test_a_structured_dtype_keeps_its_padding() -> None:
    array = np.ones(2, np.dtype([("a", "i1"), ("b", "f8", (2,)), ("c", [("d", "U3")])], align=True))
    assert same(there_and_back(array), array)


# -- PyTorch ----------------------------------------------------------------------------------------------------------

tensors = st.tuples(
    st.sampled_from([getattr(torch, name) for name in codec._TORCH_DTYPES if name != "complex32"]),
    npst.array_shapes(min_dims=0, min_side=0, max_side=4),
    st.integers(0, 2**32),
).map(lambda made: (torch.rand(made[1], generator=torch.Generator().manual_seed(made[2])) * 200 - 100).to(made[0]))


@given(tensors, st.booleans(), st.booleans())
@many
def test_a_tensor_comes_back_as_it_was(tensor: Any, requires_grad: bool, parameter: bool) -> None:
    if tensor.is_floating_point() or tensor.is_complex():
        tensor.requires_grad_(requires_grad)
        if parameter:
            tensor = torch.nn.Parameter(tensor.detach(), requires_grad)
    back = there_and_back(tensor)
    assert type(back) is type(tensor) and back.dtype == tensor.dtype and torch.equal(back, tensor)
    assert back.requires_grad == tensor.requires_grad and back.is_leaf and back.grad is None


def test_a_leaf_keeps_its_gradient() -> None:
    weights = torch.nn.Parameter(torch.arange(3.0))
    (weights**2).sum().backward()
    back = there_and_back(weights)
    assert text(back.grad.tolist()) == text([0.0, 2.0, 4.0]) and back.grad.dtype == torch.float32
    (back**2).sum().backward()  # it goes on from there
    assert torch.equal(back.grad, torch.tensor([0.0, 4.0, 8.0]))


def test_gradients_stop_at_a_result() -> None:
    loss = there_and_back((torch.ones(2, requires_grad=True) * 3).sum())
    assert loss.item() == 6 and loss.requires_grad and not loss.is_leaf
    with pytest.raises(RuntimeError, match=r"Call \.backward\(\) in a function of the notebook"):
        loss.backward()
    with torch.no_grad():
        assert there_and_back(loss).requires_grad


@pytest.mark.parametrize(
    "view",
    [lambda t: t.conj(), lambda t: t.conj().imag, lambda t: t.T, lambda t: t[:, ::2], lambda t: t[:, :1].expand(2, 5)],
)
def test_a_view_of_a_tensor_comes_back_as_its_values(view: Callable[[Any], Any]) -> None:
    tensor = view(torch.arange(8).reshape(2, 4).to(torch.complex64) * (1 + 2j))
    back = there_and_back(tensor)
    assert torch.equal(back, tensor) and not back.is_conj() and not back.is_neg()


@pytest.mark.parametrize("value", [torch.Size([2, 3]), torch.Size([]), torch.bfloat16, torch.device("cuda:1")])
def test_what_describes_tensors(value: Any) -> None:
    assert type(there_and_back(value)) is type(value) and there_and_back(value) == value


@pytest.mark.parametrize(
    "make",
    [
        lambda: torch.eye(2).to_sparse(),
        lambda: torch._empty_affine_quantized([2], scale=0.1, zero_point=0, dtype=torch.qint8),
        lambda: torch.ones(2, device="meta"),
        lambda: torch.nn.LazyLinear(2).weight,
    ],
)
@pytest.mark.filterwarnings("ignore:.*quantized tensor creation")
def test_other_tensors_are_not_data(make: Callable[[], Any]) -> None:
    with pytest.raises(TypeError, match="is not data"):
        encode(make(), no_reference)


# -- pandas -----------------------------------------------------------------------------------------------------------

dates = pd.date_range("2024-03-30", periods=4, freq="h", tz="Europe/Berlin")
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
    pd.Series([1, None], dtype="Int64", name=("a", 1)),
    pd.Series([1.5, None], dtype="Float32"),
    pd.Series([True, None], dtype="boolean"),
    pd.Series(["a", None], dtype="string"),
    pd.Series(["b", "a", None], dtype="category"),
    pd.Series(pd.Categorical(["b", "a"], categories=["b", "a", "c"], ordered=True)),
    pd.cut(pd.Series([1, 2, 3]), 2),
    pd.Series(dates),
    pd.Series(pd.to_datetime(["2024-01-01", None]).as_unit("s")),
    pd.Series(dates.tz_convert("UTC"), index=dates),
    pd.Series(dates.tz_convert(datetime.timezone(datetime.timedelta(hours=5)))),
    pd.Series(dates.tz_convert(ZoneInfo("Asia/Tokyo"))),
    pd.Series(dates - dates[0], index=["a", "a", "b", "c"]),
    pd.Series([1j]),
    pd.Series([], dtype=object),
]
INDEXES = [
    pd.RangeIndex(1, 10, 3, name="n"),
    pd.Index([1.5, math.nan]),
    pd.Index([("a", 1), ("b", 2)], tupleize_cols=False),
    pd.Index(["a", None, 3]),
    pd.MultiIndex.from_product([["a", "b"], dates], names=["x", None]),
    pd.MultiIndex.from_tuples([("a", 1), (None, 2)]),
    dates,
    pd.date_range("2024", periods=3, freq="ME"),
    pd.date_range("2024", periods=3, freq="W-WED"),
    pd.bdate_range("2024", periods=8, freq="C", holidays=["2024-01-02"]),
    pd.timedelta_range("1h", periods=3, freq="30min"),
    pd.CategoricalIndex(["b", "a"], ordered=True),
    pd.interval_range(0, 3),
    pd.Index([1, None], dtype="Int8"),
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
    assert_extension_array_equal(there_and_back(series.array), series.array) if series.dtype.kind == "O" and not (
        isinstance(series.dtype, np.dtype)
    ) else None
    assert there_and_back(pd.DataFrame({"a": series}).dtypes)["a"] == series.dtype


@pytest.mark.parametrize("index", INDEXES)
def test_an_index_comes_back_as_it_was(index: Any) -> None:
    back = there_and_back(index)
    assert_index_equal(back, index, exact=True, check_exact=True)
    if getattr(index, "freqstr", "C") != "C":  # business days with holidays have no name
        assert back.freq == index.freq
    series = pd.Series(range(len(index)), index=index)
    assert_series_equal(there_and_back(series), series, check_freq=getattr(index, "freqstr", "C") != "C")


@pytest.mark.parametrize(
    "value",
    [pd.NA, pd.NaT, pd.Timestamp("2024-01-01 12:00:00.123456789"), pd.Timestamp("2024-10-27 00:30", tz="UTC").tz_convert("Europe/Berlin"),
     pd.Timestamp("1000-01-01").as_unit("s"), pd.Timedelta("1h"), pd.Timedelta("1h").as_unit("s"), pd.Int64Dtype(),
     pd.CategoricalDtype(["a"], ordered=True), pd.StringDtype(), pd.DatetimeTZDtype("s", "UTC")],
)  # fmt: skip
def test_other_values_of_pandas(value: Any) -> None:
    back = there_and_back(value)
    assert type(back) is type(value) and (back is value or back == value) and repr(back) == repr(value)
    assert getattr(back, "unit", None) == getattr(value, "unit", None)


def test_empty_frames() -> None:
    for frame in [pd.DataFrame(), pd.DataFrame(index=[1, 2]), pd.DataFrame(columns=["a", "b"])]:
        assert_frame_equal(there_and_back(frame), frame)


def test_what_pandas_knows_and_the_codec_does_not() -> None:
    for value in [pd.period_range("2024", periods=2, freq="M"), pd.DataFrame({"a": pd.arrays.SparseArray([0, 1])})]:
        with pytest.raises(TypeError, match="is not data"):
            encode([value], no_reference)


# -- What isn't data, or pretends to be --------------------------------------------------------------------------------


def fail(*args: Any, **kwargs: Any) -> Any:
    raise AssertionError("a method of a student's class was called")


class Liar:
    """Says yes to everything."""

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0

    __reduce__ = __reduce_ex__ = __float__ = __int__ = __index__ = __str__ = __repr__ = __bytes__ = __complex__ = fail
    __len__ = __iter__ = __getitem__ = __array__ = tobytes = tolist = view = ravel = items = fail
    __class__ = property(lambda self: bool)


def lying(base: type, **lies: Any) -> Any:
    return type(f"Lying{base.__name__.title()}", (Liar, base), lies)


LyingFloat, LyingInt, LyingStr, LyingBytes, LyingComplex = map(lying, [float, int, str, bytes, complex])
LyingList, LyingTuple, LyingDict, LyingSet, LyingFrozenset = map(lying, [list, tuple, dict, set, frozenset])
LyingScalar = lying(np.float64)
LyingArray = lying(np.ndarray, shape=property(fail), dtype=property(fail), __array_finalize__=fail)


class LyingMeta(type):
    def __eq__(cls, other: object) -> bool:
        return True

    def __hash__(cls) -> int:
        return hash(float)

    def __instancecheck__(cls, instance: object) -> bool:
        return True

    def __subclasscheck__(cls, subclass: type) -> bool:
        return True


class LyingClass(metaclass=LyingMeta):
    pass


class LyingTensor(torch.Tensor):
    requires_grad = shape = grad = property(fail)
    __torch_function__ = classmethod(fail)
    __torch_dispatch__ = classmethod(fail)


class Colour(enum.IntEnum):
    RED = 1


class Word(enum.StrEnum):
    A = "a"


# Made in the test: pytest would ask these for their names.
@pytest.mark.parametrize(
    ("make", "truth"),
    [(lambda: LyingFloat(2.5), 2.5), (lambda: LyingInt(3), 3), (lambda: LyingInt(2**70), 2**70),
     (lambda: LyingStr("é"), "é"), (lambda: LyingBytes(b"b"), b"b"), (lambda: LyingComplex(1j), 1j),
     (lambda: LyingScalar(1.5), 1.5), (lambda: Colour.RED, 1), (lambda: Word.A, "a")],
)  # fmt: skip
def test_numbers_and_text_come_back_plain(make: Callable[[], Any], truth: Any) -> None:
    assert same(there_and_back([make()])[0], truth)
    assert same(base_value(make()), truth)


def test_base_values() -> None:
    assert base_value(True) is True and base_value(3) == 3 and type(base_value(np.float64(2))) is float
    for value in [None, [1], np.float32(1), LyingClass(), LyingClass]:
        assert base_value(value) is codec.NOT_DATA


def test_arrays_come_back_plain() -> None:
    honest = np.arange(6.0).reshape(2, 3)
    for subclass in (np.matrix, np.recarray):
        assert same(there_and_back(honest.view(subclass)), honest)
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(LyingArray, "__array_finalize__")
        lying = np.ndarray.view(honest, LyingArray)
    assert same(there_and_back(lying), honest)


def test_records_come_back_as_a_structured_array() -> None:
    records = np.rec.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")])
    back = there_and_back(records)
    assert type(back) is np.ndarray and back.dtype.type is np.void and back.tolist() == [(1, 2.0)]


def test_tensors_come_back_plain() -> None:
    honest = torch.arange(3.0)
    lying = torch.Tensor._make_subclass(LyingTensor, honest)
    back = there_and_back(lying)
    assert type(back) is torch.Tensor and torch.equal(back, honest) and not back.requires_grad


def test_frames_come_back_plain() -> None:
    class Frame(pd.DataFrame):  # type: ignore[misc, unused-ignore]  # pandas is Any
        def equals(self, other: object) -> bool:
            return True

    frame = pd.DataFrame({"a": [1]})
    assert type(there_and_back(Frame(frame))) is pd.DataFrame
    assert_frame_equal(there_and_back(Frame(frame)), frame)


Point = namedtuple("Point", "x y")


@pytest.mark.parametrize(
    "make",
    [lambda: Point(1, 2), lambda: OrderedDict(a=1), lambda: Counter("ab"), lambda: LyingList([1]), lambda: print,
     lambda: LyingDict(a=1), lambda: LyingClass, LyingClass, Liar, lambda: LyingScalar, lambda: math, Exception,
     lambda: np.ma.array([1], mask=[True]), lambda: (i for i in "ab"), lambda: torch.nn.Linear(1, 1)],
)  # fmt: skip
def test_everything_else_is_referred_to(make: Callable[[], Any]) -> None:
    value = make()
    seen = []

    def refer(other: object) -> dict[str, int]:
        seen.append(other)
        return {"handle": len(seen)}

    sent = encode({"a": [value, 1.5, value]}, refer)
    assert len(seen) == 2 and all(other is value for other in seen)
    assert decode(sent, lambda reference: ("object", reference)) == {
        "a": [("object", {"handle": 1}), 1.5, ("object", {"handle": 2})]
    }


def test_nothing_is_sent_of_what_turns_out_not_to_be_data() -> None:
    frame = pd.DataFrame({"a": ["long" * 100], "b": pd.arrays.SparseArray([1])})
    sent = encode([frame, b"after"], lambda value: "frame")
    assert decode(sent, lambda reference: reference) == ["frame", b"after"] and len(sent) < 200


def test_what_a_reference_meets_passes_through() -> None:
    def resolve(reference: object) -> object:
        raise LookupError(reference)

    with pytest.raises(LookupError, match="7"):
        decode(encode([print], lambda value: 7), resolve)
    with pytest.raises(TypeError, match="is not data"):
        encode([print], no_reference)
    with pytest.raises(TypeError, match="not JSON serializable"):
        encode([print], lambda value: value)
    with pytest.raises(RefusedData, match="a reference of more than 10,000 signs"):
        encode([print], lambda value: "x" * 10_000)


def test_a_tensor_that_only_stands_for_others_is_not_data() -> None:
    seen: list[object] = []
    torch.vmap(lambda row: (encode(row, lambda value: seen.append(value)), row)[1])(torch.ones(3))
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("make", "content"),
    [(lambda: Point(1, 2), (1, 2)), (lambda: OrderedDict(a=1), {"a": 1}), (lambda: Counter("aab"), {"a": 2, "b": 1}),
     (lambda: LyingList([1, 2]), [1, 2]), (lambda: LyingTuple((1, 2)), (1, 2)), (lambda: LyingDict(a=1), {"a": 1}),
     (lambda: LyingSet([1]), {1}), (lambda: LyingFrozenset([1]), frozenset([1]))],
)  # fmt: skip
def test_plain_containers(make: Callable[[], Any], content: Any) -> None:
    assert same(plain(make()), content)


@pytest.mark.parametrize("value", [[1], (1,), {}, 3, np.float64(1), print])
def test_what_has_no_plain_container(value: Any) -> None:
    with pytest.raises(TypeError, match="no subclass"):
        plain(value)


# -- Bounds -----------------------------------------------------------------------------------------------------------


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
        (lambda: nested(codec.MAX_DEPTH + 1), f"more than {codec.MAX_DEPTH} deep"),
        (lambda: doubled(35), "more than 10,000 parts"),
        (lambda: [0] * 10_000, "more than 10,000 parts"),
        (lambda: ["a," * 90] * 200, "more than 10,000 parts"),
        (lambda: pd.DataFrame(np.zeros((1, 101))), "more than 10,000 parts"),
        (lambda: pd.Categorical(range(20_001)), "more than 20,000 categories"),
        (lambda: 10**4001, "more than 4000 digits"),
        (lambda: Decimal("1E+10000"), "an exponent"),
        (lambda: LARGE, "more than 64 MB"),
        (lambda: torch.zeros(1).expand(10**12), "more than 64 MB"),
        (lambda: [bytes(2**20)] * 64, "more than 64 MB"),
        (lambda: np.empty((0, 10**9)), "more than 64 MB"),
    ],
)
def test_what_passes_a_bound_is_refused_with_the_bound(
    make: Callable[[], Any], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codec, "MAX_ITEMS", 10_000)
    with pytest.raises(RefusedData, match=reason):
        encode(make(), no_reference)


def test_what_is_just_within_the_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codec, "MAX_ITEMS", 10_000)
    assert there_and_back(nested(codec.MAX_DEPTH)) == nested(codec.MAX_DEPTH)
    innermost = deepest = nested(codec.MAX_DEPTH - 2)
    while innermost:
        innermost = innermost[0]
    innermost.append(pd.DataFrame(index=pd.MultiIndex.from_product([pd.cut([1, 2], 2), ["a"]])))
    there_and_back(deepest)
    assert len(there_and_back([0] * 9_999)) == 9_999
    assert len(there_and_back(bytes(2**26 - 100))) == 2**26 - 100


# -- Hostile messages -------------------------------------------------------------------------------------------------

MODULUS = 2**61 - 1  # of the hash of numbers
COLLIDING = [i * MODULUS for i in range(1, 3000)]


def numbers(values: list[int]) -> list[Any]:
    return [value if value < 2**63 else ["int", hex(value)] for value in values]


ONE = ["array", "|u1", "C", [1]]  # a column of one number, and an index for it
INDEX = ["index", ONE, None, None]

HOSTILE = {
    "nothing": b"",
    "no header": b"\xff\xff\xff\xff",
    "not JSON": message(b"{"),
    "not ASCII": message('"é"'.encode()),
    "no value": message(b""),
    "left over": message(1, b"x"),
    "object": message({}),
    "NaN": message(math.nan),
    "Infinity": message(["list", -math.inf]),
    "deep brackets": message(b"[" * 100_000),
    "deep objects": message(b'{"a":' * 100_000),
    "deep lists": message(b'["list",' * 500 + b"1" + b"]" * 500),
    "deep categories": message(b'["index",["categorical",' * 450 + b"1" + b"]]" * 450),
    "many brackets": message(b"[" + b"[]," * 30_000 + b"[]]"),
    "many lists": message(b'["list",' + b'["list"],' * 20_000 + b"[]]"),
    "many parts": message(b'["list"' + b",0" * 1_100_000 + b"]"),
    "many numbers": message(b'["list"' + b",1e1" * 10_000 + b",[]]"),
    "long number": message(b"1" * 1_000_000),
    "long fraction": message(b'["class",1.' + b"1" * 1_000_000 + b"]"),
    "long hexadecimals": message(["int", "0x" + "f" * 1_000_000]),
    "long Decimal": message(["decimal", "1" * 1_000_000]),
    "large Decimal": message(["decimal", "1E+999999999"]),
    "NaN with digits": message(["decimal", "NaN" + "1" * 100_000]),
    "Arabic digits": message(["decimal", "٣"]),
    "no tag": message([]),
    "unknown tag": message(["pickle", "x"]),
    "tag of another type": message([["list"]]),
    "too few parts": message(["range", 1]),
    "too many parts": message(["range", 1, 2, 3, 4]),
    "odd dict": message(["dict", 1]),
    "list as a key": message(["dict", ["list"], 1]),
    "array in a set": message(["set", ONE], b"\0"),
    "colliding keys": message(["dict", *[part for key in numbers(COLLIDING) for part in (key, 0)]]),
    "colliding set": message(["set", *numbers(COLLIDING)]),
    "some collide": message(["set", *range(3000), *numbers(COLLIDING)]),
    "colliding tuples": message(["set", *[["tuple", number] for number in numbers(COLLIDING)]]),
    "colliding categories": message(
        ["categorical", ["index", ["objects", "C", [2999], numbers(COLLIDING)], None, None], ONE, False], b"\0"
    ),
    "many categories": message(
        ["categorical", ["index", ["array", "<i8", "C", [30_000]], None, None], ONE, False], bytes(8 * 30_000 + 1)
    ),
    "wide frame": message(
        ["frame", [ONE] * 11_000, ["range index", 0, 11_000, 1, None], ["range index", 0, 1, 1, None]], bytes(11_000)
    ),
    "sNaN as a key": message(["set", ["decimal", "sNaN"]]),
    "range without a step": message(["range", 1, 2, 0]),
    "number as text": message(["range", "1", 2, 3]),
    "truth value as a number": message(["range", True, 2, 3]),
    "one over nothing": message(["fraction", 1, 0]),
    "13th month": message(["date", 2024, 13, 1]),
    "unknown zone": message(["time", 1, 1, 1, 1, 0, ["zone", "Europe/Atlantis"]]),
    "file as a zone": message(["time", 1, 1, 1, 1, 0, ["zone", "../../../etc/passwd"]]),
    "file as a zone of pandas": message(["time", 1, 1, 1, 1, 0, ["pandas zone", "dateutil//etc/localtime"]]),
    "zone of pandas elsewhere": message(["list", ["pandas zone", "Europe/Berlin"]]),
    "large offset": message(["offset", 10**18]),
    "unknown class": message(["class", "os.system"]),
    "unknown constant": message(["constant", "__import__"]),
    "blob too short": message(["bytes", 5], b"1234"),
    "negative blob": message(["list", ["bytes", 4], ["bytes", -4], ["bytes", 4]], b"1234"),
    "large blob": message(["bytes", 10**15]),
    "one blob twice": message(["list", ["bytes", 4], ["bytes", 4]], b"1234"),
    "not UTF-8": message(["str", 2], b"\xff\xff"),
    "number that is none": message(["float", "1e5"]),
    "field of nothing": message(["dtype", [8, [["a", 0, "<f8", [0]]]]]),
    "shape too large": message(["array", "<f8", "C", [10**9]], b"12345678"),
    "shape that overflows": message(["array", "<f8", "C", [2**32, 2**32]]),
    "negative shape": message(["array", "<f8", "C", [-1]]),
    "two negative sides": message(["array", "|u1", "C", [-2, -2]], b"1234"),
    "large next to an empty side": message(["array", "<f8", "C", [0, 10**9]]),
    "too many dimensions": message(["array", "<f8", "C", [1] * 65], bytes(8)),
    "unknown order": message(["array", "<f8", "K", [1]], bytes(8)),
    "array of pointers": message(["array", "|O", "C", [1]], b"\1" * 8),
    "pointers in a struct": message(["array", [8, [["a", 0, "|O", []]]], "C", [1]], b"\1" * 8),
    "dtype with a comma": message(["array", "i4,O", "C", [1]], bytes(12)),
    "no bytes a character": message(["array", "<U0", "C", [10**7]]),
    "no bytes a field": message(["array", [0, []], "C", [10**7]]),
    "many bytes a character": message(["dtype", "<U999999999"]),
    "huge field": message(["dtype", [8, [["a", 0, "<f8", [10**9]]]]]),
    "overlapping fields": message(["dtype", [8, [[str(i), 0, "<f8", []] for i in range(900)]]]),
    "field outside": message(["dtype", [8, [["a", 4, "<f8", []]]]]),
    "field before": message(["dtype", [8, [["a", -4, "<f4", []]]]]),
    "two fields of one name": message(["dtype", [8, [["a", 0, "<f4", []], ["a", 4, "<f4", []]]]]),
    "many fields": message(["dtype", [10**5, [[str(i), i, "|u1", []] for i in range(10**4)]]]),
    "deep dtype": message(b'["dtype",' + b'[1,[["a",0,' * 200 + b'"|u1"' + b",[]]]]" * 200 + b"]"),
    "unit of no time": message(["dtype", "<M8[0s]"]),
    "third truth value": message(["array", "|b1", "C", [2]], b"\1\2"),
    "third truth value in a field": message(["array", [2, [["a", 0, "|b1", [2]]]], "C", [1]], b"\1\2"),
    "third truth value in a tensor": message(["tensor", "bool", [2], "constant", None], b"\1\2"),
    "no character": message(["array", "<U1", "C", [1]], b"\xff\xff\xff\xff"),
    "no character, other end first": message(["array", ">U1", "C", []], b"\x01\0\0\0"),
    "objects that are missing": message(["objects", "C", [10**9], []]),
    "objects, large next to an empty side": message(["objects", "C", [0, 10**9], []]),
    "tensor too large": message(["tensor", "float64", [10**9], "constant", None]),
    "tensor of an unknown type": message(["tensor", "nn", [1], "constant", None], b"1"),
    "tensor of integers with a gradient": message(["tensor", "int64", [1], "leaf", None], bytes(8)),
    "gradient of another shape": message(
        ["tensor", "float64", [1], "leaf", ["tensor", "float64", [2], "constant", None]], bytes(24)
    ),
    "tensor of an unknown role": message(["tensor", "float64", [1], "model", None], bytes(8)),
    "size of a tensor": message(["torch size", 2**70]),
    "unknown device": message(["torch device", "tpu:x"]),
    "column with two sides": message(["series", ["array", "|u1", "C", [1, 1]], INDEX, None], b"\0\0"),
    "column of text": message(["series", ["array", "<U1", "C", [1]], INDEX, None], b"a\0\0\0\0"),
    "frame with columns of two lengths": message(
        ["frame", [ONE, ["array", "|u1", "C", [2]]], ["range index", 0, 2, 1, None], ["range index", 0, 1, 1, None]],
        b"123",
    ),
    "long frame of nothing": message(
        ["frame", [], ["range index", 0, 0, 1, None], ["range index", 0, 10**15, 1, None]]
    ),
    "long columns of nothing": message(
        ["frame", [], ["range index", 0, 10**15, 1, None], ["range index", 0, 0, 1, None]]
    ),
    "unknown freq": message(["index", ONE, "D", None], b"\0"),
    "code of no category": message(["categorical", INDEX, ONE, False], b"\0\5"),
    "codes of no level": message(["multi index", [INDEX], [["array", "|i1", "C", [1]]], [None]], b"\0\5"),
    "unhashable name": message(["index", ONE, None, ["list"]], b"\0"),
    "strings that are none": message(["strings", ["objects", "C", [1], [5]], "python", True]),
    "dates to be parsed": message(["zoned", ["objects", "C", [1], ["now"]], ["zone", "Europe/Berlin"]]),
    "strings of an unknown kind": message(["strings", ["objects", "C", [1], ["a"]], "disk", True]),
    "numbers as zoned dates": message(["zoned", ONE, ["zone", "Europe/Berlin"]], b"\0"),
    "zoned dates of an odd unit": message(
        ["zoned", ["array", "<M8[5ns]", "C", [1]], ["zone", "Europe/Berlin"]], bytes(8)
    ),
    "dates of an odd unit": message(["index", ["array", "<M8[2s]", "C", [1]], None, None], bytes(8)),
    "date of an odd unit": message(["timestamp", ["scalar", "<M8[5ns]"], None], bytes(8)),
    "duration of an odd unit": message(["pandas timedelta", ["scalar", "<m8[D]"]], bytes(8)),
    "duration as a date": message(["timestamp", ["scalar", "<m8[ns]"], None], bytes(8)),
    "mask of another length": message(["masked", ONE, ["array", "|b1", "C", [2]]], b"\0\0\0"),
    "text as a date": message(["timestamp", "now", None]),
    "other numbers as a date": message(["timestamp", ["scalar", "|u1"], None], b"\0"),
    "long reference": message(["reference", json.dumps("x" * 20_000)]),
    "deep reference": message(["reference", "[" * 9000]),
    "reference with NaN": message(["reference", "NaN"]),
    "reference that is no JSON": message(["reference", ""]),
    "reference for an array": message(["series", ["reference", "1"], INDEX, None]),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_messages_are_refused_at_once_and_in_little_memory(name: str) -> None:
    hostile = HOSTILE[name]
    started = time.perf_counter()
    with pytest.raises(RefusedData):
        decode(hostile, lambda reference: reference)
    assert time.perf_counter() - started < 5
    tracemalloc.start()
    try:
        with pytest.raises(RefusedData):
            decode(hostile, lambda reference: reference)
        assert tracemalloc.get_traced_memory()[1] < 32 * len(hostile) + 2**20
    finally:
        tracemalloc.stop()


def test_too_long_a_message_is_refused() -> None:
    with pytest.raises(RefusedData, match="more than 64 MB"):
        decode(bytes(2**26 + 1), no_reference)


@pytest.mark.parametrize(
    "accepted",
    [
        message(["set", *range(10_000)]),
        message(["dict", *range(10_000)]),
        message(["list", *[["list"]] * 10_000]),
        message(["array", "|u1", "F", [1000, 1000]], bytes(10**6)),
        message(["str", 3 * 10**5], "\ud800".encode("utf-8", "surrogatepass") * 10**5),
        message(["list", *[["array", "|u1", "C", [0]]] * 1000]),
    ],
)
def test_reading_takes_memory_in_proportion(accepted: bytes) -> None:
    tracemalloc.start()
    try:
        decode(accepted, no_reference)
        assert tracemalloc.get_traced_memory()[1] < 64 * len(accepted) + 2**20
    finally:
        tracemalloc.stop()


def decoded_or_refused(hostile: bytes) -> None:
    try:
        value = decode(hostile, lambda reference: "referred")
    except RefusedData:
        return
    with contextlib.suppress(RefusedData):
        encode(value, no_reference)  # it is data


EXAMPLES: list[list[Any]] = [
    [1, 2.5, "a", None, (True, {1: b"x"}), 2**80, {3}, frozenset(), range(3), slice(1), 1j, "é", Fraction(1, 3), Decimal(1)],
    [datetime.datetime(2024, 1, 1, tzinfo=ZoneInfo("Europe/Berlin")), datetime.time(1, tzinfo=datetime.UTC), int],
    [np.arange(6).reshape(2, 3).T, np.array(["a"]), np.array([None]), np.zeros(1, "f4,U2"), np.float32(1), np.str_("x")],
    [torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True) + 1, torch.Size([1]), torch.nn.Parameter(torch.ones(1))],
    [*SERIES],
    [*INDEXES],
    [pd.DataFrame({"a": [1, 2], "b": ["x", "y"]}), pd.Timestamp("2024-01-01", tz="UTC"), pd.Timedelta("1h"), pd.NA],
]  # fmt: skip
MESSAGES = [encode(value, no_reference) for example in EXAMPLES for value in [example, *example]]

TAGS = sorted(codec._READ)
WORDS = ["<f8", "|b1", "<U3", "|O", "<M8[ns]", "C", "F", "leaf", "result", "float32", "python", "D", "2h", "numpy.str_",
         "pandas.NA", "Europe/Berlin", "0x10", "nan", "right", "cpu", "bool", '{"handle": 1}']  # fmt: skip
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
