"""Python's own data: what the codec's None, bool, int, float and str don't cover, such as containers and dates.

Dates with a time zone are not data. A date loses its `fold`.
"""

import datetime
import numbers
import random
import types
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from autograder.libraries.library import Library, Node, NotDataError, UpdateParts, Writer

NOT_DATA: Final = object()


class Builtin(Library):
    """Python itself."""

    module = "builtins"

    def encode(self, writer: Writer, value: Any) -> list[Node] | None:
        """Return the node of a value whose type is exactly one of Python's."""
        kind = type(value)
        encode = _ENCODERS.get(id(kind))  # by id: a metaclass can change how its classes are hashed and compared
        return None if encode is None else [kind.__name__, *encode(writer, value)]

    def data_classes(self) -> Sequence[type]:
        """Return all classes but list, tuple, dict, set and frozenset, whose subclasses become proxies."""
        return (
            *(bool, int, float, complex, str, bytes, bytearray, memoryview, range, slice),
            *(type(None), type(...), type(NotImplemented), numbers.Number, Decimal, Fraction),
            *(datetime.date, datetime.time, datetime.timedelta, datetime.tzinfo),
        )

    def update(self, old: Any, new: Any, update_parts: UpdateParts) -> bool:
        """Put the new elements into a list, dict, set or bytearray; in a tuple, change the elements themselves."""
        kind = type(old)
        if type(new) is not kind:
            return False
        if kind is list:
            old[:] = update_parts(old, new)
        elif kind is tuple:
            return len(old) == len(new) and all(map(_is, old, update_parts(old, new)))
        elif kind is dict:
            kept = [key for key in new if key in old]
            parts = update_parts([old[key] for key in kept], [new[key] for key in kept])
            old.clear()
            old.update(new | dict(zip(kept, parts, strict=True)))
        elif kind is bytearray:
            old[:] = new
        elif kind is set:
            old.clear()
            old.update(new)
        else:
            return False
        return True

    def random_state(self) -> object:
        """Return the state of `random`."""
        return random.getstate()

    def set_random_state(self, state: Any) -> None:
        """Set the state of `random`."""
        random.setstate(state)


def base_value(value: object) -> object:
    """Return an instance of int, float, complex, str or bytes, or of a subclass, as a plain one; else `NOT_DATA`.

    This calls no method of the subclass.
    """
    kind = type(value)
    for base, plain_value in _PLAIN_VALUES:
        if issubclass(kind, base):
            return plain_value(value)
    return NOT_DATA


def plain(value: object) -> list[Any] | tuple[Any, ...] | dict[Any, Any] | set[Any] | frozenset[Any]:
    """Turn an instance of a subclass of list, tuple, dict, set or frozenset into a plain one.

    This calls no method of the subclass.

    Raises
    ------
    TypeError
        If `value` isn't an instance of a subclass of these.
    """
    kind = type(value)
    for base, items in _PLAIN_CONTAINERS:
        if kind is not base and issubclass(kind, base):
            return base(items(value))
    raise TypeError(f"{kind.__name__} is not a subclass of list, tuple, dict, set or frozenset")


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


def _is(one: object, other: object) -> bool:
    return one is other


def _write_items(writer: Writer, value: Iterable[object]) -> list[Node]:
    return [writer.write(item) for item in value]


def _write_bytes(writer: Writer, value: bytes | bytearray) -> list[Node]:
    writer.blob(bytes(value))
    return [len(value)]


def _write_date(writer: Writer, value: datetime.date | datetime.time) -> list[Node]:
    if getattr(value, "tzinfo", None) is not None:
        raise NotDataError
    return [value.isoformat()]


def _without_zone(moment: datetime.time | datetime.datetime) -> object:
    if moment.tzinfo is not None:
        raise ValueError
    return moment


def _read_dict(parts: list[Any]) -> dict[Any, Any]:
    return dict(zip(parts[::2], parts[1::2], strict=True))


_Encoder = Callable[[Writer, Any], list[Node]]
_ENCODERS_BY_CLASS: dict[type, _Encoder] = {
    complex: lambda writer, value: [value.real, value.imag],
    **dict.fromkeys([bytes, bytearray], _write_bytes),
    **dict.fromkeys([list, tuple, set, frozenset], _write_items),
    dict: lambda writer, value: [writer.write(part) for item in value.items() for part in item],
    range: lambda writer, value: [value.start, value.stop, value.step],
    slice: lambda writer, value: [writer.write(part) for part in (value.start, value.stop, value.step)],
    types.EllipsisType: lambda writer, value: [],
    Fraction: lambda writer, value: [writer.data(value.numerator), writer.data(value.denominator)],
    Decimal: lambda writer, value: [str(value)],
    **dict.fromkeys([datetime.date, datetime.time, datetime.datetime], _write_date),
    datetime.timedelta: lambda writer, value: [value.days, value.seconds, value.microseconds],
}
_ENCODERS: dict[int, _Encoder] = {id(kind): encode for kind, encode in _ENCODERS_BY_CLASS.items()}

# A decoder's TypeError or ValueError refuses the message, so constructors check what they get.
Builtin.decoders = {
    "complex": lambda reader, real, imag: complex(real, imag),
    "bytes": lambda reader, size: bytes(reader.take(size)),
    "bytearray": lambda reader, size: bytearray(reader.take(size)),
    "list": lambda reader, *items: list(map(reader.read, items)),
    "tuple": lambda reader, *items: tuple(map(reader.read, items)),
    "set": lambda reader, *items: set(map(reader.read, items)),
    "frozenset": lambda reader, *items: frozenset(map(reader.read, items)),
    "dict": lambda reader, *items: _read_dict(list(map(reader.read, items))),
    "range": lambda reader, start, stop, step: range(start, stop, step),
    "slice": lambda reader, *parts: slice(*map(reader.read, parts)),
    "ellipsis": lambda reader: ...,
    "Fraction": lambda reader, numerator, denominator: Fraction(numerator, denominator),
    "Decimal": lambda reader, text: Decimal(text),
    "date": lambda reader, text: datetime.date.fromisoformat(text),
    "time": lambda reader, text: _without_zone(datetime.time.fromisoformat(text)),
    "datetime": lambda reader, text: _without_zone(datetime.datetime.fromisoformat(text)),
    "timedelta": lambda reader, days, seconds, microseconds: datetime.timedelta(days, seconds, microseconds),
}
