"""pandas: frames, series and indexes of numbers, text, dates and categories; timestamps and durations.

Anything with a MultiIndex, time zones, intervals, periods, or nullable numbers (Int64) is not data. Values lose their
attributes and flags, and an index of dates its `freq`.
"""

import math
from collections.abc import Sequence
from typing import Any

from autograder.libraries.library import Lazy, Library, Node, NotDataError, Reader, RefusedData, UpdateParts, Writer

np: Any = Lazy("numpy")
pd: Any = Lazy("pandas")

_COLUMNS = ("array", "objects", "categorical", "strings")
_INDEXES = ("index", "range index")


class Pandas(Library):
    """pandas."""

    module = "pandas"

    def encode(self, writer: Writer, value: Any) -> list[Node] | None:
        """Return the node of a value; one of a subclass becomes one of the base class."""
        kind = type(value)
        if value is pd.NA or value is pd.NaT:
            return ["missing", "NA" if value is pd.NA else "NaT"]
        if issubclass(kind, pd.DataFrame):
            frame = pd.DataFrame(value)
            columns = [_write_column(writer, frame.iloc[:, i]) for i in range(frame.shape[1])]
            return ["frame", columns, _write_index(writer, frame.columns), _write_index(writer, frame.index)]
        if issubclass(kind, pd.Series):
            series = pd.Series(value)
            column, index = _write_column(writer, series), _write_index(writer, series.index)
            return ["series", column, index, writer.write(series.name)]
        if issubclass(kind, pd.Index):
            return _write_index(writer, value)
        if issubclass(kind, pd.api.extensions.ExtensionArray):
            return _write_column(writer, pd.Series(value))
        if issubclass(kind, pd.Timestamp):
            if pd.Timestamp(value).tz is not None:
                raise NotDataError
            return ["timestamp", writer.data(pd.Timestamp(value).asm8)]
        if issubclass(kind, pd.Timedelta):
            return ["duration", writer.data(pd.Timedelta(value).asm8)]
        return None

    def data_classes(self) -> Sequence[type]:
        """Return the classes of containers, and those of pandas' own scalars."""
        holders = (pd.core.generic.NDFrame, pd.core.base.IndexOpsMixin, pd.api.extensions.ExtensionArray)
        return (*holders, pd.api.extensions.ExtensionDtype, pd.Period, pd.Interval, type(pd.NA))

    def update(self, old: Any, new: Any, update_parts: UpdateParts) -> bool:
        """Put new columns into a frame, or new values into a series."""
        kind = type(old)
        if not isinstance(old, pd.DataFrame | pd.Series) or type(new) is not kind:
            return False
        if not old.equals(new):
            kind.__init__(old, new)
        return True


def _write_column(writer: Writer, value: Any) -> list[Node]:
    """Return the node of the values of a Series or an Index."""
    if isinstance(value.dtype, np.dtype):
        return writer.data(value.to_numpy())
    if isinstance(value.dtype, pd.CategoricalDtype):
        array = value.array
        codes = writer.data(np.asarray(array.codes))
        return ["categorical", codes, _write_index(writer, array.categories), bool(array.ordered)]
    if isinstance(value.dtype, pd.StringDtype):
        missing = getattr(value.dtype, "na_value", pd.NA)
        return ["strings", writer.data(np.asarray(value, dtype=object)), value.dtype.storage, missing is pd.NA]
    raise NotDataError


def _write_index(writer: Writer, value: Any) -> list[Node]:
    if isinstance(value, pd.MultiIndex):
        raise NotDataError
    if isinstance(value, pd.RangeIndex):
        return ["range index", int(value.start), int(value.stop), int(value.step), writer.write(value.name)]
    return ["index", _write_column(writer, value), writer.write(value.name)]


def _read_column(reader: Reader, node: Node) -> Any:
    value = reader.read(node, *_COLUMNS)
    if value.ndim != 1 or (node[0] == "array" and value.dtype.kind not in "biufcmM"):
        raise RefusedData("an array that can't be a column")
    return value


def _read_frame(reader: Reader, columns: Node, labels: Node, index: Node) -> Any:
    values = [_read_column(reader, column) for column in columns]
    names, rows = reader.read(labels, *_INDEXES), reader.read(index, *_INDEXES)
    if any(len(value) != len(rows) for value in values) or len(names) != len(values):
        raise RefusedData("a frame with columns of different lengths")
    # By number, as two columns may have the same name; as Series, so that pandas doesn't infer other dtypes.
    frame = pd.DataFrame({i: pd.Series(value, dtype=value.dtype) for i, value in enumerate(values)}, range(len(rows)))
    frame.index, frame.columns = rows, names
    return frame


def _read_series(reader: Reader, column: Node, index: Node, name: Node) -> Any:
    value, rows = _read_column(reader, column), reader.read(index, *_INDEXES)
    return pd.Series(value, index=rows, dtype=value.dtype, name=reader.read(name))


def _read_index(reader: Reader, column: Node, name: Node) -> Any:
    value = _read_column(reader, column)
    return pd.Index(value, dtype=value.dtype, name=reader.read(name), tupleize_cols=False)


def _read_range_index(reader: Reader, start: Node, stop: Node, step: Node, name: Node) -> Any:
    return pd.RangeIndex(range(start, stop, step), name=reader.read(name))


def _read_categorical(reader: Reader, codes: Node, categories: Node, ordered: Node) -> Any:
    numbers = reader.read(codes, "array")
    if numbers.ndim != 1 or numbers.dtype.kind != "i" or type(ordered) is not bool:
        raise RefusedData("categories whose codes aren't numbers of categories")
    dtype = pd.CategoricalDtype(reader.read(categories, *_INDEXES), ordered)
    return pd.Categorical.from_codes(numbers, dtype=dtype)


def _read_strings(reader: Reader, strings: Node, storage: Node, na: Node) -> Any:
    values = reader.read(strings, "objects")
    if values.ndim != 1 or storage not in ("python", "pyarrow"):
        raise RefusedData("an array that can't be a column of strings")
    for value in values:
        if type(value) is not str and value is not pd.NA and not (type(value) is float and math.isnan(value)):
            raise RefusedData("a column of strings with something else in it")
    return pd.array(values, dtype=pd.StringDtype(storage) if na else pd.StringDtype(storage, math.nan))


def _read_time(reader: Reader, scalar: Node, kind: str) -> Any:
    """Return a timestamp (kind M) or a duration (m) from a NumPy scalar."""
    value = reader.read(scalar, "scalar")
    if value.dtype.kind != kind:
        raise RefusedData("a time that isn't one")
    return pd.Timestamp(value) if kind == "M" else pd.Timedelta(value)


def _read_missing(reader: Reader, name: Node) -> Any:
    return {"NA": pd.NA, "NaT": pd.NaT}[name]


Pandas.decoders = {
    "categorical": _read_categorical,
    "duration": lambda reader, scalar: _read_time(reader, scalar, "m"),
    "frame": _read_frame,
    "index": _read_index,
    "missing": _read_missing,
    "range index": _read_range_index,
    "series": _read_series,
    "strings": _read_strings,
    "timestamp": lambda reader, scalar: _read_time(reader, scalar, "M"),
}
