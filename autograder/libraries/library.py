"""What the tool needs to know of a library, and what the codec offers it for that."""

import functools
import importlib
import math
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Protocol

# Several times what any data set of a course needs; a grader can still hold many of them at once.
MAX_BYTES = 64 * 2**20
_MAX_DIMENSIONS = 64  # as in NumPy

Node = Any  # what a message's header holds: None, bool, int, float, str, or a list that begins with a tag
UpdateParts = Callable[[Sequence[Any], Sequence[Any]], list[Any]]  # old parts, new parts → the parts that old gets


class RefusedData(ValueError):  # noqa: N818  # students read what was refused
    """A message isn't well-formed, or a value exceeds a limit; the text says which."""


class NotDataError(Exception):
    """A value can't be sent as data; it can only be referred to."""


class ShapesDifferError(AssertionError):
    """A test compares values whose elements don't pair up."""


def paired(compare: Callable[..., Any], shape_of: Callable[[Any], Any]) -> Callable[..., Any]:
    """Return a function like `allclose` that, called by a test cell, pairs each element with exactly one other.

    An empty array agrees with every array that broadcasts to its shape, and one row with any number of equal ones. Axes
    of length 1 may differ, and the second value may be a single number, unless the first is empty.

    Parameters
    ----------
    compare : callable
        Takes the two values first.
    shape_of : callable
        Returns the shape of a value.
    """

    @functools.wraps(compare)
    def compare_pairs(*arguments: Any, **keywords: Any) -> Any:
        if sys._getframe(1).f_code.co_filename == "<test>":
            first, second = (tuple(shape_of(value)) for value in [*arguments, *keywords.values()][:2])
            n_first, n_second = math.prod(first), math.prod(second)
            pairs_up = n_first == n_second == math.prod(map(max, *_aligned(first, second)))
            if not pairs_up and not (second == () and n_first):
                raise ShapesDifferError(
                    f"A value of shape {first} can't be compared with one of shape {second}, element by element. "
                    f"(In Jupyter, {compare.__name__} would repeat or leave out some.)"
                )
        return compare(*arguments, **keywords)

    return compare_pairs


def _aligned(*shapes: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Put sides of 1 before shapes, so that all are as long, and at least one side long."""
    length = max(1, *map(len, shapes))
    return [(1,) * (length - len(shape)) + shape for shape in shapes]


class Lazy:
    """A module that is imported when it is first used."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        value = getattr(importlib.import_module(self._name), attribute)
        setattr(self, attribute, value)  # not looked up again
        return value


class Writer(Protocol):
    """Makes nodes of values."""

    def write(self, value: object) -> Node:
        """Return the node of a value, which is a reference if the value is not data."""

    def data(self, value: object) -> Node:
        """Return the node of a value that is data, or raise NotDataError."""

    def blob(self, data: bytes) -> None:
        """Add bytes, which the reader takes when it reads the node that is being written."""


class Reader(Protocol):
    """Makes values of nodes."""

    def read(self, node: Node, *tags: str) -> Any:
        """Return the value of a node, which must have one of these tags, if any are given."""

    def take(self, n_bytes: int) -> memoryview:
        """Return the next `n_bytes` bytes."""


class Library:
    """All that the tool knows about a library: which values are data, how they travel, how they change.

    Its file is imported everywhere, so it imports the library as a `Lazy`. Only a decoder may run before other code has
    imported the library; no method does.
    """

    module: ClassVar[str]
    """The module that any process with values of the library has imported."""

    decoders: ClassVar[Mapping[str, Callable[..., object]]] = {}
    """For each tag, a function that takes a Reader and the node's other parts, and returns the value.

    The parts may be forged. The function runs nothing that they name, checks whatever guards memory, and may raise any
    Exception. No other library has the same tag.
    """

    def encode(self, writer: Writer, value: Any) -> list[Node] | None:
        """Return the node of a value: a tag, and what its decoder needs. None if the value isn't of this library.

        It goes by the value's type, and calls only methods of the library's own classes: a student's subclass could
        lie. The value comes back as an instance of the base class.

        Raises
        ------
        NotDataError
            If it is a value of this library, but of a kind that doesn't travel.
        """
        return None

    def data_classes(self) -> Sequence[type]:
        """Return the classes whose instances are data: nothing else may claim to be of these or of their subclasses."""
        return ()

    def update(self, old: Any, new: Any, update_parts: UpdateParts) -> bool:
        """Make a test's own object equal to the copy that a function has changed; say whether that was possible.

        Parameters
        ----------
        old : object
            The test's own.
        new : object
            The decoded value.
        update_parts : callable
            Does the same with the parts of old and new; returns the parts that old gets.
        """
        return False

    def tighten(self) -> None:
        """In this process, let comparisons that a test cell calls refuse what isn't `paired`. More calls do nothing."""

    def random_state(self) -> object:
        """Return the state of the library's global random number generator, as data that can be compared."""
        return None

    def set_random_state(self, state: Any) -> None:
        """Set the generator to a state that `random_state` returned, here or in another process."""


def array_size(shape: Node, itemsize: int) -> int:
    """Return an array's size in bytes.

    Raises
    ------
    RefusedData
        If the shape isn't one, or its size is too large, even with 1 for sides of 0: libraries allocate for the others.
    """
    if type(shape) is not list or len(shape) > _MAX_DIMENSIONS:
        raise RefusedData(f"an array with more than {_MAX_DIMENSIONS} dimensions")
    if any(type(side) is not int or side < 0 for side in shape):
        raise RefusedData("an array whose sides aren't lengths")
    if not 0 < math.prod(max(side, 1) for side in shape) * itemsize <= MAX_BYTES:
        raise RefusedData(f"an array of more than {MAX_BYTES // 2**20} MB")
    return math.prod(shape) * itemsize
