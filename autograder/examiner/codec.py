"""Turn values into bytes and back, between the grader's process and a student's kernel, without pickle.

A message is the length of a header (4 bytes, little-endian), the header (JSON in ASCII), and the blobs. In the
header, None, bool, int, finite float and short ASCII strings stand for themselves; everything else is a list that
begins with a tag: `["tuple", 1, 2.5]`, `["array", "<f8", "C", [2, 3]]`, `["reference", …]`. A blob belongs to the tag
that needs it, which also says how long it is. Blobs stand in the order in which their tags are read, and nothing is
left over, so each is used once.

An array is what a `.npy` file has: dtype, order and shape, then the bytes. Only the header differs: NumPy's is a
Python literal, and Python's manual warns of parsing such from a stranger; here it is JSON like the rest.

Both sides run this module. In the grader, `decode` reads bytes that a hostile kernel chose: it gives data or raises
`RefusedData`, runs nothing that a message names, and takes memory and time in proportion to the message, within fixed
bounds. `encode` decides by the exact type of a value and calls methods of base classes only, so that a subclass can't
lie about what it is: it comes back as its base class.

Lost on the way: attributes of arrays, tensors and frames, names of dimensions, memory layout other than C and Fortran
order, and the `freq` of an index of dates that has more than 10,000 entries.
"""

import datetime
import fractions
import functools
import json
import math
import re
import sys
import zoneinfo
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, Final

import numpy as np

Refer = Callable[[object], object]  # what is not data → something that JSON can hold, or TypeError
Resolve = Callable[[object], object]  # the same something → an object

# Enough for any data set of the course several times over; a grader with many submissions at work can still hold it.
MAX_BYTES = 64 * 2**20
# Python's own recursion limit is far away, and data is rarely nested more than a few deep.
MAX_DEPTH = 40
# The parts of lists, dicts and the like, counted in the header by its commas and brackets. Reading as many takes a
# second or two, and at most some 100 bytes each.
MAX_ITEMS = 1_000_000
# Python refuses to write integers of more than 4300 digits, for the time that it takes.
MAX_DIGITS = 4000

NOT_DATA: Final = object()
_OBJECT = np.dtype(object).num

_MAX_TEXT = 200  # a longer string is a blob
_MAX_REFERENCE = 10_000  # signs of JSON
_MAX_EQUAL_HASHES = 100  # of keys that are different: a table of such keys takes quadratic time
_MAX_DIMENSIONS = 64  # as in NumPy
_MAX_FIELDS = 1000
_MAX_KEYS = 20_000  # numbers can be chosen so that a table of them takes quadratic time; this many take a second
_MAX_FREQ = 10_000  # entries of an index; checking them against their freq takes some 10 µs each
_MAX_BITS = int(MAX_DIGITS * math.log2(10))

# How many items a tag counts as, where making its value takes longer than making a list.
_COST = {
    **dict.fromkeys(["array", "fraction", "reference"], 10),
    **dict.fromkeys(["objects", "tensor", "timestamp", "pandas timedelta"], 20),
    **dict.fromkeys(["categorical", "frame", "index", "interval", "masked", "multi index"], 200),
    **dict.fromkeys(["pandas dtype", "range index", "series", "strings", "zoned"], 200),
}

_DECIMAL = re.compile(r"-?(?:[0-9]{1,4000}(?:\.[0-9]{1,4000})?(?:E[+-]?[0-9]{1,4})?|Infinity|s?NaN)", re.ASCII)
# A dtype without Python objects: with its size, by a letter where two types have one size, or with a unit of time.
_DTYPE = re.compile(
    r"[<>|][biufc][0-9]{1,2}|[<>|][SUV][0-9]{1,9}|[<>=][ilqgILQG]"
    r"|[<>][mM]8(?:\[(?:[1-9][0-9]{0,8})?(?:Y|M|W|D|h|m|s|ms|us|ns|ps|fs|as|generic)\])?",
    re.ASCII,
)
# Europe/Berlin, Etc/GMT+3. pandas would take dateutil/… for a file.
_ZONE = re.compile(r"[A-Z][A-Za-z0-9_+-]{0,31}(?:/[A-Z][A-Za-z0-9_+-]{0,31}){0,2}", re.ASCII)
_FREQ = re.compile(r"-?[0-9]{0,9}[A-Za-z]{1,5}(?:-[A-Z]{3})?", re.ASCII)
_DEVICE = re.compile(r"[a-z]{1,12}(?::[0-9]{1,3})?", re.ASCII)

_CONSTANTS: dict[str, object] = {"Ellipsis": Ellipsis, "NotImplemented": NotImplemented}
_SCALARS: tuple[type, ...] = tuple(
    dict.fromkeys(np.dtype(code).type for code in [*np.typecodes["AllInteger"], *np.typecodes["AllFloat"], *"?SUVMm"])
)
_CLASSES: dict[str, type] = {
    **{kind.__name__: kind for kind in (bool, int, float, complex, str, bytes, list, tuple, dict, set, frozenset)},
    **{kind.__name__: kind for kind in (type(None), object)},
    **{f"numpy.{kind.__name__}": kind for kind in (*_SCALARS, np.ndarray)},
}
# By id, here and in _WRITE: a metaclass can say how its classes are hashed and compared.
_CLASS_NAMES = {id(kind): name for name, kind in _CLASSES.items()}
_TORCH_DTYPES = [
    *["bool", "uint8", "int8", "int16", "int32", "int64", "uint16", "uint32", "uint64"],
    *["float16", "bfloat16", "float32", "float64", "complex32", "complex64", "complex128"],
]
_EXTENSIONS = [
    *["Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64", "Float32", "Float64", "Boolean"],
    *["Categorical", "DatetimeTZ", "Interval", "String"],
]

_Node = Any  # what the header holds: None, bool, int, float, str, or a list that begins with a tag


class RefusedData(ValueError):  # noqa: N818  # it says what is refused, in words for a student
    """A message isn't well-formed, or a value passes a bound; the text says what and which bound."""


class _NotDataError(Exception):
    """What is being written can't be sent as data; it can only be referred to."""


def encode(value: object, refer: Refer) -> bytes:
    """Return `value` as a message.

    Parameters
    ----------
    value : object
        Data, or anything else.
    refer : callable
        Gives, for what is not data, a reference that JSON can hold. What it raises passes through.

    Raises
    ------
    RefusedData
        If the value is too large, nested too deep or has too many parts.
    TypeError
        If JSON can't hold a reference.
    """
    writer = _Writer(refer)
    node = writer.write(value)
    header = json.dumps(node, ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode("ascii")
    writer.spend_bytes(4 + len(header))
    _check_items(header)
    return b"".join([len(header).to_bytes(4, "little"), header, *writer.blobs])


def decode(message: bytes, resolve: Resolve) -> object:
    """Return the value of a message, however hostile its sender.

    Parameters
    ----------
    message : bytes
        What `encode` gave, or anything else.
    resolve : callable
        Gives the object that a reference stands for. It is to trust no reference. What it raises passes through.

    Raises
    ------
    RefusedData
        If the message isn't well-formed or passes a bound.
    """
    reader = _Reader(message, resolve)
    try:
        value = reader.read(reader.header())
        reader.end()
    except RefusedData:
        raise
    except Exception as error:
        if error is reader.passing:
            raise
        raise _malformed(f"{type(error).__name__} while reading it") from error
    return value


def base_value(value: object) -> object:
    """Return an int, float, complex, str or bytes as a plain one, whatever its subclass; else `NOT_DATA`.

    A bool stays a bool. No method of the subclass is called.
    """
    kind = type(value)
    if kind is bool:
        return value
    for base, plain_value in _PLAIN_VALUES:
        if issubclass(kind, base):
            return plain_value(value)
    return NOT_DATA


def plain(value: object) -> list[Any] | tuple[Any, ...] | dict[Any, Any] | set[Any] | frozenset[Any]:
    """Return what an instance of a subclass of list, tuple, dict, set or frozenset holds, as a plain one.

    No method of the subclass is called.

    Raises
    ------
    TypeError
        If `value` is no instance of a subclass of these.
    """
    kind = type(value)
    for base, items in _PLAIN_CONTAINERS:
        if kind is not base and issubclass(kind, base):
            return base(items(value))
    raise TypeError(f"{kind.__name__} is no subclass of list, tuple, dict, set or frozenset")


_PLAIN_VALUES: list[tuple[type, Callable[[Any], object]]] = [
    (int, int.__int__),
    (float, float.__float__),
    (complex, complex.__complex__),
    (str, str.__str__),
    (bytes, bytes.__bytes__),
]
_PLAIN_CONTAINERS: list[tuple[Any, Callable[[Any], Iterable[Any]]]] = [
    (list, list.__iter__),
    (tuple, tuple.__iter__),
    (dict, dict.items),
    (set, set.__iter__),
    (frozenset, frozenset.__iter__),
]


def _malformed(what: str) -> RefusedData:
    return RefusedData(f"the message isn't well-formed: {what}")


class _Counter:
    """Counts what a message holds. A writer never counts less than a reader, so that what is sent can be read."""

    def __init__(self) -> None:
        self.items = 0
        self.depth = 0

    def spend(self, items: int) -> None:
        self.items += items
        if self.items > MAX_ITEMS:
            raise RefusedData(f"a value of more than {MAX_ITEMS:,} parts")

    def spend_columns(self, n_columns: int) -> None:
        self.spend(100 * n_columns)

    def spend_keys(self, n_keys: int) -> None:
        """Count categories, or a level of an index: pandas looks them up in a table, which is slow if they collide."""
        if n_keys > _MAX_KEYS:
            raise RefusedData(f"more than {_MAX_KEYS:,} categories, or labels in a level of an index")
        self.spend(10 * n_keys)


def _check_items(header: bytes) -> None:
    # Commas and brackets in strings count as well: a string that is long is a blob.
    if header.count(b",") + header.count(b"[") > MAX_ITEMS:
        raise RefusedData(f"a value of more than {MAX_ITEMS:,} parts")


# -- Writing ---------------------------------------------------------------------------------------------------------


class _Writer(_Counter):
    """Makes the header's node for a value, and collects the blobs."""

    def __init__(self, refer: Refer) -> None:
        super().__init__()
        self.refer = refer
        self.blobs: list[bytes] = []
        self.size = 0

    def write(self, value: object) -> _Node:
        """Return the node of a value, which is a reference if the value is not data."""
        kind = id(type(value))
        if kind in _SIMPLE:
            self.spend(1)
            return _WRITE[kind](self, value)
        n_blobs, size, depth = len(self.blobs), self.size, self.depth
        try:
            return self.data(value)
        except _NotDataError:
            del self.blobs[n_blobs:]
            self.size, self.depth = size, depth
        text = json.dumps(self.refer(value), allow_nan=False)
        if len(text) > _MAX_REFERENCE:
            raise RefusedData(f"a reference of more than {_MAX_REFERENCE:,} signs")
        return self.tagged("reference", text)

    def data(self, value: object) -> _Node:
        """Return the node of a value that is data, or raise _NotDataError."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise RefusedData(f"a value nested more than {MAX_DEPTH} deep, or that contains itself")
        kind = type(value)
        node = _WRITE.get(id(kind), _write_other)(self, value)
        if type(node) is not list:
            self.spend(1)
        self.depth -= 1
        return node

    def tagged(self, tag: str, *parts: _Node) -> _Node:
        self.spend(_COST.get(tag, 1))
        return [tag, *parts]

    def blob(self, data: bytes) -> None:
        self.spend_bytes(len(data))
        self.blobs.append(data)

    def spend_bytes(self, size: int) -> None:
        self.size += size
        if self.size > MAX_BYTES:
            raise RefusedData(f"a value of more than {MAX_BYTES // 2**20} MB")


def _write_itself(writer: _Writer, value: object) -> _Node:
    return value


def _write_int(writer: _Writer, value: int) -> _Node:
    if -(2**63) <= value < 2**63:
        return value
    if value.bit_length() > _MAX_BITS:
        raise RefusedData(f"an integer of more than {MAX_DIGITS} digits")
    return writer.tagged("int", hex(value))


def _write_float(writer: _Writer, value: float) -> _Node:
    return value if math.isfinite(value) else writer.tagged("float", repr(value))


def _write_complex(writer: _Writer, value: complex) -> _Node:
    return writer.tagged("complex", _write_float(writer, value.real), _write_float(writer, value.imag))


def _write_str(writer: _Writer, value: str) -> _Node:
    if len(value) <= _MAX_TEXT and value.isascii():
        return value
    if len(value) > MAX_BYTES:
        writer.spend_bytes(len(value))
    data = value.encode("utf-8", "surrogatepass")
    writer.blob(data)
    return writer.tagged("str", len(data))


def _write_bytes(writer: _Writer, value: bytes | bytearray) -> _Node:
    writer.spend_bytes(len(value))
    writer.blobs.append(bytes(value))
    return writer.tagged(type(value).__name__, len(value))


def _write_constant(writer: _Writer, value: object) -> _Node:
    return writer.tagged("constant", "Ellipsis" if value is Ellipsis else "NotImplemented")


def _write_items(writer: _Writer, value: Iterable[object]) -> _Node:
    return writer.tagged(type(value).__name__, *[writer.write(item) for item in value])


def _write_dict(writer: _Writer, value: dict[object, object]) -> _Node:
    return writer.tagged("dict", *[writer.write(part) for item in value.items() for part in item])


def _write_range(writer: _Writer, value: range) -> _Node:
    return writer.tagged("range", *[writer.data(part) for part in (value.start, value.stop, value.step)])


def _write_slice(writer: _Writer, value: slice) -> _Node:
    return writer.tagged("slice", *[writer.write(part) for part in (value.start, value.stop, value.step)])


def _write_fraction(writer: _Writer, value: fractions.Fraction) -> _Node:
    return writer.tagged("fraction", writer.data(value.numerator), writer.data(value.denominator))


def _write_decimal(writer: _Writer, value: Decimal) -> _Node:
    text = str(value)
    if not _DECIMAL.fullmatch(text):
        raise RefusedData(f"a Decimal of more than {MAX_DIGITS} digits, or with an exponent of more than 4")
    return writer.tagged("decimal", text)


def _write_date(writer: _Writer, value: datetime.date) -> _Node:
    return writer.tagged("date", value.year, value.month, value.day)


def _write_datetime(writer: _Writer, value: datetime.datetime) -> _Node:
    day, zone = [value.year, value.month, value.day], _write_zone(writer, value.tzinfo)
    return writer.tagged("datetime", *day, value.hour, value.minute, value.second, value.microsecond, value.fold, zone)


def _write_time(writer: _Writer, value: datetime.time) -> _Node:
    zone = _write_zone(writer, value.tzinfo)
    return writer.tagged("time", value.hour, value.minute, value.second, value.microsecond, value.fold, zone)


def _write_timedelta(writer: _Writer, value: datetime.timedelta) -> _Node:
    return writer.tagged("timedelta", value.days, value.seconds, value.microseconds)


def _write_zone(writer: _Writer, value: datetime.tzinfo | None, for_pandas: bool = False) -> _Node:
    if value is None:
        return None
    if type(value) is datetime.timezone:
        return writer.tagged("offset", value.utcoffset(None) // datetime.timedelta(microseconds=1))
    name: object = None
    if type(value) is zoneinfo.ZoneInfo:
        tag, name = "zone", value.key
    elif for_pandas and type(value).__module__.startswith("pytz"):  # pandas 2 makes these of names
        tag, name = "pandas zone", getattr(value, "zone", None)
    if type(name) is not str or not _ZONE.fullmatch(name):
        raise _NotDataError
    return writer.tagged(tag, name)


def _write_class(writer: _Writer, value: type) -> _Node:
    name = _CLASS_NAMES.get(id(value))
    if name is None:
        raise _NotDataError
    return writer.tagged("class", name)


def _write_numpy_str(writer: _Writer, value: np.str_) -> _Node:
    return writer.tagged("numpy str", writer.data(str.__str__(value)))


def _write_numpy_bytes(writer: _Writer, value: np.bytes_) -> _Node:
    return writer.tagged("numpy bytes", writer.data(bytes.__bytes__(value)))


def _write_scalar(writer: _Writer, value: np.generic) -> _Node:
    array = np.asarray(value)
    node = _write_dtype(array.dtype)
    writer.blob(array.tobytes())
    return writer.tagged("scalar", node)


def _write_array(writer: _Writer, value: np.ndarray[Any, Any]) -> _Node:
    order = "F" if value.flags.f_contiguous and not value.flags.c_contiguous else "C"
    if value.dtype.num == _OBJECT:
        items = value.ravel(order="C")
        _check_shape(value.shape, 8)
        return writer.tagged("objects", order, list(value.shape), [writer.write(item) for item in items])
    node = _write_dtype(value.dtype)
    writer.spend_bytes(value.nbytes)
    _check_shape(value.shape, value.itemsize)
    writer.blobs.append(value.tobytes(order="F" if order == "F" else "C"))
    return writer.tagged("array", node, order, list(value.shape))


def _write_dtype(dtype: np.dtype[Any]) -> _Node:
    """Return the node of a dtype without objects: a name, or for a structured one its size and fields."""
    if dtype.names is not None:
        fields = []
        for name in dtype.names:
            part, offset, *title = dtype.fields[name]  # type: ignore[index]  # it has fields if it has names
            if any(type(one) is not str for one in title) or not part.itemsize or len(dtype.names) > _MAX_FIELDS:
                raise _NotDataError
            fields.append([name, *title, offset, _write_dtype(part.base), list(part.shape)])
        return [dtype.itemsize, fields]
    if dtype.subdtype or dtype.num > np.dtype(np.float16).num or dtype.hasobject or not dtype.itemsize:
        raise _NotDataError  # NumPy's own dtypes have the smallest numbers, float16 the last of them
    same = np.dtype(dtype.str)
    return dtype.str if same.num == dtype.num else f"{dtype.byteorder}{dtype.char}"


def _write_numpy_dtype(writer: _Writer, value: np.dtype[Any]) -> _Node:
    return writer.tagged("dtype", "|O" if value.num == _OBJECT else _write_dtype(value))


def _write_other(writer: _Writer, value: Any) -> _Node:
    """Return the node of an instance of a class that isn't in the table below."""
    kind = type(value)
    if issubclass(kind, np.ndarray) and not issubclass(kind, np.ma.MaskedArray):
        return _write_array(writer, np.ndarray.view(value, np.ndarray))
    if issubclass(kind, np.dtype):
        return _write_numpy_dtype(writer, value)
    for module, write in [("torch", _write_torch), ("pandas", _write_pandas)]:
        if module in sys.modules:  # or it can't be one of its classes
            node = write(writer, value, kind, sys.modules[module])
            if node is not None:
                return node
    base = base_value(value)
    if base is NOT_DATA:
        raise _NotDataError
    return writer.data(base)


_WRITERS: list[tuple[type, Callable[[_Writer, Any], _Node]]] = [
    *[(kind, _write_scalar) for kind in _SCALARS],
    (np.str_, _write_numpy_str),
    (np.bytes_, _write_numpy_bytes),
    (np.ndarray, _write_array),
    *[(kind, _write_itself) for kind in (type(None), bool)],
    (int, _write_int),
    (float, _write_float),
    (complex, _write_complex),
    (str, _write_str),
    (bytes, _write_bytes),
    (bytearray, _write_bytes),
    *[(type(constant), _write_constant) for constant in _CONSTANTS.values()],
    *[(kind, _write_items) for kind in (list, tuple, set, frozenset)],
    (dict, _write_dict),
    (range, _write_range),
    (slice, _write_slice),
    (fractions.Fraction, _write_fraction),
    (Decimal, _write_decimal),
    (datetime.date, _write_date),
    (datetime.datetime, _write_datetime),
    (datetime.time, _write_time),
    (datetime.timedelta, _write_timedelta),
    (datetime.timezone, _write_zone),
    (zoneinfo.ZoneInfo, _write_zone),
    (type, _write_class),
]
_WRITE = {id(kind): write for kind, write in _WRITERS}
_SIMPLE = {id(kind) for kind in (type(None), bool, int, float, str)}  # neither nested nor referred to


def _write_torch(writer: _Writer, value: Any, kind: type, torch: Any) -> _Node:
    if issubclass(kind, torch.Tensor):
        with torch._C.DisableTorchFunctionSubclass(), torch._C._DisableTorchDispatch():
            return _write_tensor(writer, value, kind, torch)
    if kind is torch.Size:
        return writer.tagged("torch size", *value)
    if kind is torch.dtype:
        name = str(value).removeprefix("torch.")
        if name not in _TORCH_DTYPES:
            raise _NotDataError
        return writer.tagged("torch dtype", name)
    if kind is torch.device:
        return writer.tagged("torch device", str(value))
    return None


def _write_tensor(writer: _Writer, value: Any, kind: type, torch: Any) -> _Node:
    base = torch.Tensor
    if issubclass(kind, torch.nn.parameter.UninitializedTensorMixin):
        raise _NotDataError
    layout, dtype, device = base.layout.__get__(value), base.dtype.__get__(value), base.device.__get__(value)
    name = str(dtype).removeprefix("torch.")
    if layout is not torch.strided or name not in _TORCH_DTYPES or device.type == "meta":
        raise _NotDataError
    if base.is_nested.__get__(value) or base.is_quantized.__get__(value):
        raise _NotDataError
    shape = list(base.size(value))
    n_bytes = math.prod(shape) * dtype.itemsize
    writer.spend_bytes(n_bytes)
    _check_shape(shape, dtype.itemsize)
    try:
        data = base.detach(value).cpu().resolve_conj().resolve_neg().clone(memory_format=torch.contiguous_format)
        numbers = data.reshape(-1).view(torch.uint8).numpy()  # as bytes: NumPy has no bfloat16
    except RuntimeError:  # a tensor that only stands for one, as inside of vmap
        raise _NotDataError from None
    writer.blobs.append(numbers.tobytes())
    leaf, grad = base.is_leaf.__get__(value), None
    if leaf:
        part = base.grad.__get__(value)
        grad = None if part is None else writer.data(part)
    requires_grad = base.requires_grad.__get__(value)
    if issubclass(kind, torch.nn.Parameter) and leaf:
        role = "parameter" if requires_grad else "frozen parameter"
    else:
        role = "constant" if not requires_grad else "leaf" if leaf else "result"
    return writer.tagged("tensor", name, shape, role, grad)


def _write_pandas(writer: _Writer, value: Any, kind: type, pd: Any) -> _Node:
    if value is pd.NA or value is pd.NaT:
        return writer.tagged("constant", "pandas.NA" if value is pd.NA else "pandas.NaT")
    if issubclass(kind, pd.DataFrame):
        frame = pd.DataFrame(value)
        writer.spend_columns(frame.shape[1])
        columns = [_write_column(writer, frame.iloc[:, i], pd) for i in range(frame.shape[1])]
        index = [_write_index(writer, index, pd) for index in (frame.columns, frame.index)]
        return writer.tagged("frame", columns, *index)
    if issubclass(kind, pd.Series):
        series = pd.Series(value)
        column = _write_column(writer, series, pd)
        return writer.tagged("series", column, _write_index(writer, series.index, pd), writer.write(series.name))
    if issubclass(kind, pd.Index):
        return _write_index(writer, value, pd)
    if issubclass(kind, pd.Timestamp):
        date = pd.Timestamp(value)
        return writer.tagged("timestamp", writer.data(date.asm8), _write_zone(writer, date.tz, for_pandas=True))
    if issubclass(kind, pd.Timedelta):
        return writer.tagged("pandas timedelta", writer.data(pd.Timedelta(value).asm8))
    if issubclass(kind, pd.api.extensions.ExtensionArray):
        return _write_extension(writer, value, pd)
    if any(kind is getattr(pd, f"{name}Dtype") for name in _EXTENSIONS):
        return writer.tagged("pandas dtype", _write_extension(writer, pd.array([], dtype=value), pd))
    return None


def _write_column(writer: _Writer, value: Any, pd: Any) -> _Node:
    """Return the node of what a Series or an Index holds."""
    if isinstance(value.dtype, np.dtype):
        return writer.data(value.to_numpy())
    return _write_extension(writer, value.array, pd)


def _write_extension(writer: _Writer, value: Any, pd: Any) -> _Node:
    kind = type(value)
    if kind is pd.Categorical:
        writer.spend_keys(len(value.categories))
        categories = _write_index(writer, value.categories, pd)
        return writer.tagged("categorical", categories, writer.data(np.asarray(value.codes)), bool(value.ordered))
    if any(kind is masked for masked in (pd.arrays.IntegerArray, pd.arrays.FloatingArray, pd.arrays.BooleanArray)):
        numbers = value.to_numpy(dtype=value.dtype.numpy_dtype, na_value=0)
        return writer.tagged("masked", writer.data(numbers), writer.data(np.asarray(value.isna())))
    if kind is pd.arrays.DatetimeArray and isinstance(value.dtype, pd.DatetimeTZDtype):
        dates = writer.data(value.tz_convert(None).to_numpy())
        return writer.tagged("zoned", dates, _write_zone(writer, value.dtype.tz, for_pandas=True))
    if kind is pd.arrays.IntervalArray:
        ends = [_write_index(writer, end, pd) for end in (value.left, value.right)]
        return writer.tagged("interval", *ends, value.closed)
    if type(value.dtype) is pd.StringDtype and value.dtype.storage in ("python", "pyarrow"):
        missing = getattr(value.dtype, "na_value", pd.NA)
        strings = writer.data(np.asarray(value, dtype=object))
        return writer.tagged("strings", strings, value.dtype.storage, missing is pd.NA)
    raise _NotDataError


def _write_index(writer: _Writer, value: Any, pd: Any) -> _Node:
    if issubclass(type(value), pd.RangeIndex):
        _check_shape([len(value)], 8)
        steps = [writer.data(int(step)) for step in (value.start, value.stop, value.step)]
        return writer.tagged("range index", *steps, writer.write(value.name))
    if issubclass(type(value), pd.MultiIndex):
        for level in value.levels:
            writer.spend_keys(len(level))
        levels = [_write_index(writer, level, pd) for level in value.levels]
        codes = [writer.data(np.asarray(part)) for part in value.codes]
        return writer.tagged("multi index", levels, codes, [writer.write(name) for name in value.names])
    column = _write_column(writer, value, pd)
    freq = getattr(value, "freqstr", None) if len(value) <= _MAX_FREQ else None
    if freq is not None and not (_FREQ.fullmatch(freq) and pd.tseries.frequencies.to_offset(freq) == value.freq):
        freq = None
    return writer.tagged("index", column, freq, writer.write(value.name))


# -- Reading ---------------------------------------------------------------------------------------------------------


class _Reader(_Counter):
    """Makes the value of a header's node, and takes the blobs from the message in order."""

    def __init__(self, message: bytes, resolve: Resolve) -> None:
        super().__init__()
        self.message = memoryview(message)
        self.resolve = resolve
        self.passing: Exception | None = None  # what `resolve` raised
        self.position = 0

    def header(self) -> _Node:
        """Return the parsed header."""
        if len(self.message) > MAX_BYTES:
            raise RefusedData(f"a message of more than {MAX_BYTES // 2**20} MB")
        header = bytes(self.take(int.from_bytes(self.take(4), "little")))
        _check_items(header)  # before parsing, which takes some 30 times as much memory as brackets do
        return _HEADER.decode(header.decode("ascii"))

    def end(self) -> None:
        if self.position != len(self.message):
            raise RefusedData("the message goes on after its end")

    def take(self, size: int) -> memoryview:
        """Return the next so many bytes of the message."""
        if size > len(self.message) - self.position:
            raise RefusedData("the message ends too early")
        self.position += size
        return self.message[self.position - size : self.position]

    def read(self, node: _Node, *tags: str) -> Any:
        """Return the value of a node; of one that has one of these tags, if any are given."""
        if type(node) is not list:
            if tags:
                raise _malformed(f"expected {' or '.join(tags)}")
            return node
        tag = _text(node[0])
        read = _READ.get(tag)
        if read is None or (tags and tag not in tags) or (tag in _PARTS and not tags):
            raise _malformed(f"expected {' or '.join(tags) or 'a known tag'}")
        self.spend(_COST.get(tag, 1))
        self.depth += 1
        if self.depth > MAX_DEPTH + 10:  # a reader counts the parts of a frame, too: its index, the index's categories
            raise RefusedData(f"a value nested more than {MAX_DEPTH} deep")
        # If it takes another number of parts, its TypeError refuses the message.
        value = read(self, *node[1:])
        self.depth -= 1
        return value

    def integer(self, node: _Node) -> int:
        """Return the value of a node that must be an integer, of any size."""
        return _int(node) if type(node) is int else _int(self.read(node, "int"))


def _parse_int(text: str) -> int:
    if len(text) > 20:  # 64 bits; larger ones are written in another way
        raise _malformed("a number of more than 20 digits")
    return int(text)


def _refuse(found: object) -> Any:
    raise _malformed("NaN, Infinity or {} in its header")


_HEADER = json.JSONDecoder(parse_int=_parse_int, parse_constant=_refuse, object_pairs_hook=_refuse)
_REFERENCE = json.JSONDecoder(parse_constant=_refuse)


def _exact(node: _Node, kind: type) -> Any:
    if type(node) is not kind:
        raise _malformed(f"expected {kind.__name__}, got {type(node).__name__}")
    return node


def _int(node: _Node) -> int:
    return _exact(node, int)


def _text(node: _Node) -> str:
    return _exact(node, str)


def _match(pattern: re.Pattern[str], node: _Node) -> str:
    if not pattern.fullmatch(_text(node)):
        raise _malformed(f"{node[:100]!r} isn't one of the names allowed here")
    return node


def _check_shape(shape: Iterable[int], itemsize: int) -> int:
    """Return the number of elements, if an array of this shape is small also where one of its sides is 0."""
    shape = list(shape)
    if len(shape) > _MAX_DIMENSIONS:
        raise RefusedData(f"an array of more than {_MAX_DIMENSIONS} dimensions")
    if min(shape, default=0) < 0 or math.prod(max(side, 1) for side in shape) * itemsize > MAX_BYTES:
        raise RefusedData(f"an array of more than {MAX_BYTES // 2**20} MB")
    return math.prod(shape)


def _check_hashes(keys: Iterable[object]) -> None:
    """Refuse keys that make a hash table slow."""
    hashes = np.sort(np.fromiter(map(hash, keys), np.int64))
    if (hashes[_MAX_EQUAL_HASHES:] == hashes[:-_MAX_EQUAL_HASHES]).any():
        raise RefusedData(f"a dict or set with more than {_MAX_EQUAL_HASHES} keys of the same hash")


def _check_elements(array: np.ndarray[Any, Any]) -> None:
    """Refuse truth values other than 0 and 1, and characters that Python doesn't have."""
    dtype = array.dtype
    if dtype.names is not None:
        for name in dtype.names:
            _check_elements(array[name])
    elif dtype.kind == "b" and array.size and array.view(np.uint8).max() > 1:
        raise RefusedData("a truth value that is neither True nor False")
    elif dtype.kind == "U" and array.size:
        codes = np.ascontiguousarray(array).view(np.dtype(np.uint32).newbyteorder(dtype.byteorder))
        if codes.max() > sys.maxunicode:
            raise RefusedData("a character that isn't in Unicode")


def _read_int(reader: _Reader, text: _Node) -> int:
    if len(_text(text)) > _MAX_BITS / 4 + 4:
        raise RefusedData(f"an integer of more than {MAX_DIGITS} digits")
    return int(text, 16)


def _read_float(reader: _Reader, text: _Node) -> float:
    if text not in ("nan", "inf", "-inf"):
        raise _malformed("an unknown number")
    return float(text)  # a new one each time: in a set, one nan is not another


def _read_complex(reader: _Reader, *parts: _Node) -> complex:
    real, imag = [part if type(part) is float else reader.read(part, "float") for part in parts]
    return complex(real, imag)


def _read_str(reader: _Reader, size: _Node) -> str:
    return str(_read_blob(reader, size), "utf-8", "surrogatepass")


def _read_bytes(reader: _Reader, size: _Node) -> bytes:
    return bytes(_read_blob(reader, size))


def _read_bytearray(reader: _Reader, size: _Node) -> bytearray:
    return bytearray(_read_blob(reader, size))


def _read_blob(reader: _Reader, size: _Node) -> memoryview:
    if _int(size) < 0:
        raise _malformed("a negative size")
    return reader.take(size)


def _read_constant(reader: _Reader, name: _Node) -> object:
    if _text(name) in ("pandas.NA", "pandas.NaT"):
        return getattr(_pandas(), name.removeprefix("pandas."))
    return _CONSTANTS[name]


def _read_list(reader: _Reader, *items: _Node) -> list[object]:
    return [reader.read(item) for item in items]


def _read_tuple(reader: _Reader, *items: _Node) -> tuple[object, ...]:
    return tuple(_read_list(reader, *items))


def _read_set(reader: _Reader, *items: _Node) -> set[object]:
    values = _read_list(reader, *items)
    _check_hashes(values)
    return set(values)


def _read_frozenset(reader: _Reader, *items: _Node) -> frozenset[object]:
    return frozenset(_read_set(reader, *items))


def _read_dict(reader: _Reader, *items: _Node) -> dict[object, object]:
    values = _read_list(reader, *items)
    _check_hashes(values[::2])
    return dict(zip(values[::2], values[1::2], strict=True))


def _read_range(reader: _Reader, start: _Node, stop: _Node, step: _Node) -> range:
    return range(reader.integer(start), reader.integer(stop), reader.integer(step))


def _read_slice(reader: _Reader, start: _Node, stop: _Node, step: _Node) -> slice:
    return slice(reader.read(start), reader.read(stop), reader.read(step))


def _read_fraction(reader: _Reader, numerator: _Node, denominator: _Node) -> fractions.Fraction:
    return fractions.Fraction(reader.integer(numerator), reader.integer(denominator))


def _read_decimal(reader: _Reader, text: _Node) -> Decimal:
    return Decimal(_match(_DECIMAL, text))


def _read_date(reader: _Reader, *parts: _Node) -> datetime.date:
    return datetime.date(*map(_int, parts))


def _read_datetime(reader: _Reader, *parts: _Node) -> datetime.datetime:
    *numbers, fold, zone = parts
    value = datetime.datetime(*map(_int, numbers))  # type: ignore[arg-type]  # none of them is a time zone
    return value.replace(fold=_int(fold), tzinfo=_read_zone(reader, zone))


def _read_time(reader: _Reader, *parts: _Node) -> datetime.time:
    *numbers, fold, zone = parts
    value = datetime.time(*map(_int, numbers))  # type: ignore[arg-type]  # none of them is a time zone
    return value.replace(fold=_int(fold), tzinfo=_read_zone(reader, zone))


def _read_timedelta(reader: _Reader, days: _Node, seconds: _Node, microseconds: _Node) -> datetime.timedelta:
    return datetime.timedelta(_int(days), _int(seconds), _int(microseconds))


_ZONES = ["offset", "zone"]


def _read_zone(reader: _Reader, node: _Node) -> datetime.tzinfo | None:
    return None if node is None else reader.read(node, *_ZONES)


def _read_offset(reader: _Reader, microseconds: _Node) -> datetime.timezone:
    return datetime.timezone(datetime.timedelta(microseconds=_int(microseconds)))


def _read_named_zone(reader: _Reader, name: _Node) -> zoneinfo.ZoneInfo:
    return zoneinfo.ZoneInfo(_match(_ZONE, name))


def _read_pandas_zone(reader: _Reader, name: _Node) -> datetime.tzinfo:
    return _pandas().DatetimeTZDtype("ns", _match(_ZONE, name)).tz


def _read_class(reader: _Reader, name: _Node) -> type:
    return _CLASSES[_text(name)]


def _read_reference(reader: _Reader, text: _Node) -> object:
    if len(_text(text)) > _MAX_REFERENCE:
        raise RefusedData(f"a reference of more than {_MAX_REFERENCE:,} signs")
    reference = _REFERENCE.decode(text)
    try:
        return reader.resolve(reference)
    except Exception as error:
        reader.passing = error
        raise


def _read_numpy_str(reader: _Reader, text: _Node) -> np.str_:
    return np.str_(text if type(text) is str else reader.read(text, "str"))


def _read_numpy_bytes(reader: _Reader, data: _Node) -> np.bytes_:
    return np.bytes_(reader.read(data, "bytes"))


def _read_scalar(reader: _Reader, dtype: _Node) -> Any:
    kind = _read_dtype(dtype)
    array: np.ndarray[Any, Any] = np.ndarray((), kind, bytearray(reader.take(kind.itemsize)))
    _check_elements(array)
    return array[()]


def _read_array(reader: _Reader, dtype: _Node, order: _Node, shape: _Node) -> np.ndarray[Any, Any]:
    kind = _read_dtype(dtype)
    sides = tuple(map(_int, _exact(shape, list)))
    data = reader.take(_check_shape(sides, kind.itemsize) * kind.itemsize)
    array: np.ndarray[Any, Any] = np.ndarray(sides, kind, data, order=_read_order(order)).copy(order="K")
    _check_elements(array)
    return array


def _read_order(order: _Node) -> Any:
    return {"C": "C", "F": "F"}[order]


def _read_objects(reader: _Reader, order: _Node, shape: _Node, items: _Node) -> np.ndarray[Any, Any]:
    sides = tuple(map(_int, _exact(shape, list)))
    if _check_shape(sides, 8) != len(_exact(items, list)):
        raise _malformed("an array's shape doesn't fit its elements")
    array = np.empty(len(items), object)
    for i, item in enumerate(items):  # not all at once: NumPy would look into those that are lists
        array[i] = reader.read(item)
    return array.reshape(sides).copy(order=_read_order(order))


def _read_dtype(node: _Node, depth: int = 0) -> np.dtype[Any]:
    """Return a dtype that holds no Python objects, from 1 byte to MAX_BYTES."""
    if type(node) is str:
        dtype = _named_dtype(node)
    else:
        size, fields = _exact(node, list)
        if len(_exact(fields, list)) > _MAX_FIELDS or depth > MAX_DEPTH:
            raise RefusedData(f"a dtype of more than {_MAX_FIELDS} fields, or nested more than {MAX_DEPTH} deep")
        names, titles, formats, offsets, used = [], [], [], [], 0
        for name, *title, offset, node_of_base, shape in fields:
            base = _read_dtype(node_of_base, depth + 1)
            sides = tuple(map(_int, _exact(shape, list)))
            n_bytes = _check_shape(sides, base.itemsize) * base.itemsize
            if not n_bytes:
                raise RefusedData("a dtype with a field of no bytes")
            names.append(_text(name))
            titles.append(_text(*title) if title else None)
            offsets.append(_int(offset))
            formats.append((base, sides))
            used += n_bytes
        if used > _int(size) or size > MAX_BYTES:
            raise RefusedData("a dtype whose fields overlap, or which is too large")
        layout: Any = {"names": names, "titles": titles, "formats": formats, "offsets": offsets, "itemsize": size}
        dtype = np.dtype(layout)
    if not 0 < dtype.itemsize <= MAX_BYTES or dtype.hasobject:
        raise RefusedData("a dtype of no bytes, of too many, or of objects")
    return dtype


@functools.lru_cache(maxsize=100)
def _named_dtype(name: str) -> np.dtype[Any]:
    return np.dtype(_match(_DTYPE, name))


def _read_numpy_dtype(reader: _Reader, node: _Node) -> np.dtype[Any]:
    return np.dtype(object) if node == "|O" else _read_dtype(node)


def _torch() -> Any:
    import torch

    return torch


def _pandas() -> Any:
    import pandas

    return pandas


def _read_tensor(reader: _Reader, dtype: _Node, shape: _Node, role: _Node, grad: _Node) -> Any:
    torch = _torch()
    kind = _read_torch_dtype(reader, dtype)
    sides = tuple(map(_int, _exact(shape, list)))
    data = bytearray(reader.take(_check_shape(sides, kind.itemsize) * kind.itemsize))
    if kind is torch.bool and data.translate(None, b"\0\1"):
        raise RefusedData("a truth value that is neither True nor False")
    value = torch.frombuffer(data, dtype=kind).reshape(sides) if data else torch.empty(sides, dtype=kind)
    if role in ("parameter", "frozen parameter"):
        value = torch.nn.Parameter(value, requires_grad=role == "parameter")
    elif role in ("leaf", "result"):
        value.requires_grad_()
    elif role != "constant":
        raise _malformed("an unknown kind of tensor")
    if grad is not None:
        value.grad = reader.read(grad, "tensor")
    if role == "result":
        with torch.enable_grad():
            return _from_kernel().apply(value)
    return value


@functools.cache
def _from_kernel() -> Any:
    """Return the autograd function whose result is no leaf, and whose backward stops with a message."""
    import torch

    class FromKernel(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, value: Any) -> Any:
            return value.clone()

        @staticmethod
        def backward(ctx: Any, gradient: Any) -> Any:
            raise RuntimeError(
                "Gradients don't flow back into the student's kernel. "
                "Call .backward() in a function of the notebook instead."
            )

    return FromKernel


def _read_torch_dtype(reader: _Reader, name: _Node) -> Any:
    if _text(name) not in _TORCH_DTYPES:
        raise _malformed("an unknown dtype of a tensor")
    return getattr(_torch(), name)


def _read_torch_size(reader: _Reader, *sides: _Node) -> Any:
    return _torch().Size(map(_int, sides))


def _read_torch_device(reader: _Reader, name: _Node) -> Any:
    return _torch().device(_match(_DEVICE, name))


_COLUMNS = ["array", "objects", "categorical", "interval", "masked", "strings", "zoned"]
_INDEXES = ["index", "multi index", "range index"]


def _read_frame(reader: _Reader, columns: _Node, labels: _Node, index: _Node) -> Any:
    pd = _pandas()
    reader.spend_columns(len(_exact(columns, list)))
    values = [_read_column(reader, column) for column in columns]
    names, rows = reader.read(labels, *_INDEXES), reader.read(index, *_INDEXES)
    if any(len(value) != len(rows) for value in values) or len(names) != len(values):
        raise _malformed("a frame's columns differ in length")
    # By number, as two columns may have one name; as Series, so that pandas doesn't infer other dtypes.
    frame = pd.DataFrame({i: pd.Series(value, dtype=value.dtype) for i, value in enumerate(values)}, range(len(rows)))
    frame.index, frame.columns = rows, names
    return frame


def _read_series(reader: _Reader, column: _Node, index: _Node, name: _Node) -> Any:
    value = _read_column(reader, column)
    rows = reader.read(index, *_INDEXES)
    return _pandas().Series(value, index=rows, dtype=value.dtype, name=reader.read(name))


def _read_column(reader: _Reader, node: _Node) -> Any:
    value = reader.read(node, *_COLUMNS)
    if type(value) is np.ndarray:
        if value.ndim != 1 or value.dtype.kind not in "biufcmMO":
            raise _malformed("an array that can't be a column")
        if value.dtype.kind in "mM":
            _check_times(value, value.dtype.kind)
    return value


def _check_times(value: Any, kind: str) -> None:
    """Refuse what isn't dates (kind M) or durations (kind m) as pandas has them: it mistakes units such as 5 ns."""
    if value.dtype.kind != kind or np.datetime_data(value.dtype) not in [(unit, 1) for unit in ("s", "ms", "us", "ns")]:
        raise _malformed("times that pandas doesn't have")


def _read_index(reader: _Reader, column: _Node, freq: _Node, name: _Node) -> Any:
    pd = _pandas()
    value = _read_column(reader, column)
    index = pd.Index(value, dtype=value.dtype, name=reader.read(name), tupleize_cols=False)
    if freq is not None:
        if len(index) > _MAX_FREQ or type(index) not in (pd.DatetimeIndex, pd.TimedeltaIndex):
            raise _malformed("a freq where there can be none")
        index.freq = _match(_FREQ, freq)
    return index


def _read_range_index(reader: _Reader, start: _Node, stop: _Node, step: _Node, name: _Node) -> Any:
    _check_shape([len(range(_int(start), _int(stop), _int(step)))], 8)  # pandas may make an array of it
    return _pandas().RangeIndex(start, stop, step, name=reader.read(name))


def _read_multi_index(reader: _Reader, levels: _Node, codes: _Node, names: _Node) -> Any:
    values = [_read_keys(reader, level) for level in _exact(levels, list)]
    numbers = [_read_codes(reader, part) for part in _exact(codes, list)]
    return _pandas().MultiIndex(values, numbers, names=[reader.read(name) for name in _exact(names, list)])


def _read_codes(reader: _Reader, node: _Node) -> Any:
    codes = reader.read(node, "array")
    if codes.ndim != 1 or codes.dtype.kind != "i":
        raise _malformed("codes of categories are integers")
    return codes


def _read_keys(reader: _Reader, node: _Node) -> Any:
    """Return an index in which pandas will look up entries, if that is quick."""
    index = reader.read(node, "index", "range index")
    reader.spend_keys(len(index))
    if index.dtype == object:
        _check_hashes(index)
    return index


def _read_categorical(reader: _Reader, categories: _Node, codes: _Node, ordered: _Node) -> Any:
    pd = _pandas()
    dtype = pd.CategoricalDtype(_read_keys(reader, categories), _exact(ordered, bool))
    return pd.Categorical.from_codes(_read_codes(reader, codes), dtype=dtype)


def _read_masked(reader: _Reader, values: _Node, mask: _Node) -> Any:
    arrays = _pandas().arrays
    numbers, missing = reader.read(values, "array"), reader.read(mask, "array")
    kinds = {"b": arrays.BooleanArray, "f": arrays.FloatingArray}
    return kinds.get(numbers.dtype.kind, arrays.IntegerArray)(numbers, missing)


def _read_zoned(reader: _Reader, dates: _Node, zone: _Node) -> Any:
    values = reader.read(dates, "array")
    _check_times(values, "M")
    index = _pandas().DatetimeIndex(values, tz="UTC")
    return index.tz_convert(reader.read(zone, *_ZONES, "pandas zone")).array


def _read_interval(reader: _Reader, left: _Node, right: _Node, closed: _Node) -> Any:
    ends = [reader.read(end, "index", "range index") for end in (left, right)]
    return _pandas().arrays.IntervalArray.from_arrays(*ends, closed=_text(closed))


def _read_strings(reader: _Reader, strings: _Node, storage: _Node, na: _Node) -> Any:
    pd = _pandas()
    values = reader.read(strings, "objects")
    if values.ndim != 1 or storage not in ("python", "pyarrow"):
        raise _malformed("an array that can't be a column of strings")
    for value in values:
        if type(value) is not str and value is not pd.NA and not (type(value) is float and math.isnan(value)):
            raise RefusedData("a column of strings with something else in it")
    return pd.array(values, dtype=pd.StringDtype(storage) if _exact(na, bool) else pd.StringDtype(storage, math.nan))


def _read_timestamp(reader: _Reader, date: _Node, zone: _Node) -> Any:
    scalar = reader.read(date, "scalar")
    _check_times(scalar, "M")
    value = _pandas().Timestamp(scalar)
    return value if zone is None else value.tz_localize("UTC").tz_convert(reader.read(zone, *_ZONES, "pandas zone"))


def _read_pandas_timedelta(reader: _Reader, duration: _Node) -> Any:
    scalar = reader.read(duration, "scalar")
    _check_times(scalar, "m")
    return _pandas().Timedelta(scalar)


def _read_pandas_dtype(reader: _Reader, column: _Node) -> Any:
    return reader.read(column, *_COLUMNS[2:]).dtype


_PARTS = ["pandas zone"]  # tags that stand only where they are asked for
_READ: dict[str, Callable[..., object]] = {
    "array": _read_array,
    "bytearray": _read_bytearray,
    "bytes": _read_bytes,
    "categorical": _read_categorical,
    "class": _read_class,
    "complex": _read_complex,
    "constant": _read_constant,
    "date": _read_date,
    "datetime": _read_datetime,
    "decimal": _read_decimal,
    "dict": _read_dict,
    "dtype": _read_numpy_dtype,
    "float": _read_float,
    "fraction": _read_fraction,
    "frame": _read_frame,
    "frozenset": _read_frozenset,
    "index": _read_index,
    "int": _read_int,
    "interval": _read_interval,
    "list": _read_list,
    "masked": _read_masked,
    "multi index": _read_multi_index,
    "numpy bytes": _read_numpy_bytes,
    "numpy str": _read_numpy_str,
    "objects": _read_objects,
    "offset": _read_offset,
    "pandas dtype": _read_pandas_dtype,
    "pandas timedelta": _read_pandas_timedelta,
    "pandas zone": _read_pandas_zone,
    "range": _read_range,
    "range index": _read_range_index,
    "reference": _read_reference,
    "scalar": _read_scalar,
    "series": _read_series,
    "set": _read_set,
    "slice": _read_slice,
    "str": _read_str,
    "strings": _read_strings,
    "tensor": _read_tensor,
    "time": _read_time,
    "timedelta": _read_timedelta,
    "timestamp": _read_timestamp,
    "torch device": _read_torch_device,
    "torch dtype": _read_torch_dtype,
    "torch size": _read_torch_size,
    "tuple": _read_tuple,
    "zone": _read_named_zone,
    "zoned": _read_zoned,
}
