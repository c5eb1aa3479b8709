"""Classes whose methods lie about what their instances hold, or fail when they are called."""

import enum
from typing import Any


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


class Colour(enum.IntEnum):
    RED = 1


class Word(enum.StrEnum):
    A = "a"
