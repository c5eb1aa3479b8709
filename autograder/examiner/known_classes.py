"""Which classes and functions both sides know. Names from a kernel are looked up, never imported and never run."""

import functools
import re
import sys
import types
from typing import Any

from autograder import libraries
from autograder.libraries.library import RefusedData

MAX_NAME = 200  # characters of a class's name
MAX_BASES = 20  # of a class

CONTAINERS = {"list": list, "tuple": tuple, "dict": dict, "set": set, "frozenset": frozenset}

# Classes that no module has by their names: those of functions, methods, generators …
_NAMELESS = {(kind.__module__, kind.__qualname__): kind for kind in vars(types).values() if isinstance(kind, type)}


def checked_names(bases: Any) -> list[tuple[str, str]]:
    """Check the modules and names of a class and of its bases, as a kernel sends them, or raise RefusedData."""
    if type(bases) is not list or not 0 < len(bases) <= MAX_BASES:
        raise RefusedData("a class that has no bases")
    for base in bases:
        if type(base) is not list or [type(part) for part in base] != [str, str]:
            raise RefusedData("a class that has no name")
    return [(module[:MAX_NAME], name[:MAX_NAME]) for module, name in bases]


def identifier(name: str) -> str:
    """Turn the name of a class into one that Python allows."""
    return re.sub(r"\W", "_", name.rpartition(".")[2])[:100] or "Object"


def _look_up(module: str, path: str) -> Any:
    """Return what a name stands for in a module that is already imported, or None; run no code.

    The grader's own modules are excluded, and so is its __main__, which isn't the notebook's.
    """
    found: Any = sys.modules.get(module)
    if module == "__main__" or module.split(".")[0] == "autograder" or not issubclass(type(found), types.ModuleType):
        return None
    names = vars(types.ModuleType)["__dict__"].__get__(found)
    for part in path.split("."):
        found = names.get(part)
        names = vars(type)["__dict__"].__get__(found) if issubclass(type(found), type) else {}
    return found


def find_class(name: tuple[str, str]) -> type | None:
    """Return the class that a module and a name stand for, if it is known here."""
    found = _NAMELESS.get(name) or _look_up(*name)
    return found if issubclass(type(found), type) else None


@functools.cache
def is_data(kind: type) -> bool:
    """Say whether instances of a class are data, so that nothing else may claim to be one."""
    data = [base for library in libraries.loaded() for base in library.data_classes()]
    return any(base is one for base in kind.__mro__ for one in data)


def claimable(names: list[tuple[str, str]], container: str | None = None) -> list[type]:
    """Return the classes that an object may claim to be of: known here, not data, and not object, which says nothing.

    Of list, tuple, dict, set and frozenset, an object may claim only the one that holds its elements.
    """
    allowed = CONTAINERS.get(container or "")
    return [
        kind
        for kind in filter(None, map(find_class, names))
        if kind is not object
        and not is_data(kind)
        and all(base is allowed for base in kind.__mro__ if base in CONTAINERS.values())
    ]


def can_be_raised(kind: type) -> bool:
    """Say whether an exception class can be subclassed without running code of its own.

    StopIteration can't: `zip(map(f, numbers), expected)` would take it for the end of the numbers.
    """
    return (
        type(kind) is type
        and Exception in kind.__mro__
        and StopIteration not in kind.__mro__
        and not any("__init_subclass__" in vars(base) for base in kind.__mro__[:-1])
    )


def place(value: Any) -> list[str] | None:
    """Return where the kernel can import the same value from: its module, and its name there."""
    if isinstance(value, types.ModuleType):
        return [value.__name__, ""] if sys.modules.get(value.__name__) is value else None
    name = getattr(value, "__name__", None)
    if not callable(value) or not isinstance(name, str):
        return None
    owner = getattr(value, "__objclass__", type(value))  # of a method of a class in C
    qualified = getattr(value, "__qualname__", name)
    homes = [getattr(value, "__module__", None), owner.__module__, "scipy.special"]
    places = [[home, path] for home in homes if isinstance(home, str) for path in (qualified, name)]
    return next((place for place in places if _look_up(*place) is value), None)
