"""NumPy: arrays and scalars of numbers, bools, text and dates, and arrays of objects.

An array travels as in a `.npy` file: dtype, order and shape, then the bytes. Only the header differs: NumPy's is a
Python literal, and Python's manual warns against parsing a stranger's; here it is JSON like the rest.

Structured and masked arrays are not data. Arrays lose a memory layout other than C and Fortran order, and zeros at the
end of a text, as all arrays of NumPy do.
"""

import functools
import re
import sys
from collections.abc import Sequence
from typing import Any

from autograder.libraries.library import (
    Lazy,
    Library,
    Node,
    NotDataError,
    Reader,
    RefusedData,
    UpdateParts,
    Writer,
    array_size,
    paired,
)

np: Any = Lazy("numpy")

# Dtypes without Python objects: kind, then size or unit of time. NumPy misreads sizes of 2 GB.
_DTYPE = re.compile(
    r"[<>|](?:[biufc][0-9]{1,2}|[SU][1-9][0-9]{0,7}|[mM]8(?:\[(?:Y|M|W|D|h|m|s|ms|us|ns)\])?)", re.ASCII
)
_POINTER = 8  # bytes


class Numpy(Library):
    """NumPy."""

    module = "numpy"

    def encode(self, writer: Writer, value: Any) -> list[Node] | None:
        """Return the node of an array, which becomes one of the base class, or of a scalar of NumPy's own types."""
        kind = type(value)
        if id(kind) in _scalar_types():
            return ["scalar", _write_bytes(writer, np.asarray(value), "C")]
        if not issubclass(kind, np.ndarray):
            return None
        if issubclass(kind, np.ma.MaskedArray):
            raise NotDataError
        array = np.ndarray.view(value, np.ndarray)
        order = "F" if array.flags.f_contiguous and not array.flags.c_contiguous else "C"
        shape = list(array.shape)
        if array.dtype == object:
            array_size(shape, _POINTER)
            return ["objects", order, shape, [writer.write(item) for item in array.ravel(order="C")]]
        return ["array", _write_bytes(writer, array, order), order, shape]

    def tighten(self) -> None:
        """Tighten `allclose`."""
        module: Any = sys.modules[self.module]
        if not hasattr(module.allclose, "paired"):
            module.allclose = paired(module.allclose, module.shape)
            module.allclose.paired = True

    def data_classes(self) -> Sequence[type]:
        """Return the classes of arrays and of their elements."""
        return np.ndarray, np.generic, np.dtype

    def update(self, old: Any, new: Any, update_parts: UpdateParts) -> bool:
        """Put new elements into an array of the same shape and dtype."""
        if not (isinstance(old, np.ndarray) and type(new) is np.ndarray):
            return False
        if (old.shape, old.dtype) != (new.shape, new.dtype) or not old.flags.writeable:
            return False
        if old.dtype.hasobject or old.tobytes() != new.tobytes():
            old[...] = new
        return True

    def random_state(self) -> object:
        """Return the state of `numpy.random`'s functions."""
        state: Any = np.random.get_state()
        name, key, *numbers = state
        return name, key.tobytes(), *numbers

    def set_random_state(self, state: Any) -> None:
        """Set the state of `numpy.random`'s functions."""
        name, key, *numbers = state
        np.random.set_state((name, np.frombuffer(key, np.uint32), *numbers))


@functools.cache
def _scalar_types() -> frozenset[int]:
    return frozenset(map(id, np.sctypeDict.values()))


def _write_bytes(writer: Writer, array: Any, order: Any) -> str:
    """Add the bytes of an array; return the name of its dtype."""
    name: str = array.dtype.str
    if not _DTYPE.fullmatch(name) or np.dtype(name) != array.dtype:
        raise NotDataError
    array_size(list(array.shape), array.itemsize)  # first, as a copy of a broadcast array takes more memory
    writer.blob(array.tobytes(order=order))
    return name


def _read_array(reader: Reader, name: Node, order: Node, shape: Node) -> Any:
    if not _DTYPE.fullmatch(name) or order not in ("C", "F"):
        raise RefusedData("an array of an unknown kind")
    dtype = np.dtype(name)
    data = reader.take(array_size(shape, dtype.itemsize))
    array: Any = np.ndarray(tuple(shape), dtype, data, order=order).copy(order="K")
    if array.size and dtype.kind == "b" and array.view(np.uint8).max() > 1:
        raise RefusedData("a bool that is neither True nor False")
    if array.size and dtype.kind == "U":
        codes = np.ascontiguousarray(array).view(np.dtype(np.uint32).newbyteorder(dtype.byteorder))
        if codes.max() > sys.maxunicode:
            raise RefusedData("a character that isn't in Unicode")
    return array


def _read_objects(reader: Reader, order: Node, shape: Node, items: Node) -> Any:
    if order not in ("C", "F") or type(items) is not list or array_size(shape, _POINTER) != _POINTER * len(items):
        raise RefusedData("an array whose shape doesn't fit its elements")
    array = np.empty(len(items), object)
    for i, item in enumerate(items):  # one by one, as NumPy would look into lists
        array[i] = reader.read(item)
    return array.reshape(shape).copy(order=order)


Numpy.decoders = {
    "array": _read_array,
    "objects": _read_objects,
    "scalar": lambda reader, name: _read_array(reader, name, "C", [])[()],
}
