"""What the tool asks of a library, and what the codec lends it for that."""

import importlib
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Protocol

# Enough for any data set of a course several times over; a grader with many submissions at work can still hold it.
MAX_BYTES = 64 * 2**20
_MAX_DIMENSIONS = 64  # as in NumPy

Node = Any  # what a message's header holds: None, bool, int, float, str, or a list that begins with a tag
UpdateParts = Callable[[Sequence[Any], Sequence[Any]], list[Any]]  # old parts, new parts → those that old is to have


class RefusedData(ValueError):  # noqa: N818  # it says what is refused, in words for a student
    """A message isn't well-formed, or a value passes a bound; the text says what and which bound."""


class NotDataError(Exception):
    """A value can't be sent as data; it can only be referred to."""


class Lazy:
    """A module that is imported when something of it is first used."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        value = getattr(importlib.import_module(self._name), attribute)
        setattr(self, attribute, value)  # the next time, it is there
        return value


class Writer(Protocol):
    """Makes nodes of values."""

    def write(self, value: object) -> Node:
        """Return the node of a value, which is a reference if the value is not data."""

    def data(self, value: object) -> Node:
        """Return the node of a value that is data, or raise NotDataError."""

    def blob(self, data: bytes) -> None:
        """Add bytes, which the reader takes when it reads the node that is being made."""


class Reader(Protocol):
    """Makes values of nodes."""

    def read(self, node: Node, *tags: str) -> Any:
        """Return the value of a node; of one that has one of these tags, if any are given."""

    def take(self, n_bytes: int) -> memoryview:
        """Return the next so many bytes."""


class Library:
    """All that the tool knows of a library: which values are data, how they travel, how they change.

    Its file is imported everywhere, so it has the library itself as a `Lazy`. No method runs before somebody else has
    imported the library; only a decoder may.
    """

    module: ClassVar[str]
    """The module that has been imported if there are values of the library."""

    decoders: ClassVar[Mapping[str, Callable[..., object]]] = {}
    """For each tag, a function of a Reader and of the node's other parts that returns the value.

    The parts may be forged. It runs nothing that they name, checks whatever guards memory, and may raise any Exception.
    No other library has the same tag.
    """

    def encode(self, writer: Writer, value: Any) -> list[Node] | None:
        """Return the node of a value: a tag, and what its decoder needs. None if it is no value of this library.

        It goes by the value's type, and calls methods of the library's own classes only: a student's subclass could
        lie. The value comes back as one of the base class.

        Raises
        ------
        NotDataError
            If it is a value of this library, but of a kind that doesn't travel.
        """
        return None

    def data_classes(self) -> Sequence[type]:
        """Return the classes whose instances are data: nothing else passes for one of them or of their subclasses."""
        return ()

    def update(self, old: Any, new: Any, update_parts: UpdateParts) -> bool:
        """Make a test's own object equal to what a function has made of its copy; say whether that was possible.

        Parameters
        ----------
        old : object
            The test's own.
        new : object
            A value that was decoded.
        update_parts : callable
            Does the same with the parts of old and new; returns those that old is to have.
        """
        return False

    def random_state(self) -> object:
        """Return the state of the library's common generator of random numbers, as data that can be compared."""
        return None

    def set_random_state(self, state: Any) -> None:
        """Put the generator into a state that `random_state` has returned, here or in another process."""


def array_size(shape: Node, itemsize: int) -> int:
    """Return how many bytes an array has.

    Raises
    ------
    RefusedData
        If it is no shape, or of too many bytes, also if a side of 0 were 1: libraries take memory for the others.
    """
    if type(shape) is not list or len(shape) > _MAX_DIMENSIONS:
        raise RefusedData(f"an array of more than {_MAX_DIMENSIONS} dimensions")
    if any(type(side) is not int or side < 0 for side in shape):
        raise RefusedData("an array with sides of no length")
    if not 0 < math.prod(max(side, 1) for side in shape) * itemsize <= MAX_BYTES:
        raise RefusedData(f"an array of more than {MAX_BYTES // 2**20} MB")
    return math.prod(shape) * itemsize
