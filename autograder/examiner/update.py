"""Apply to a test's own objects the changes that a student's function made to its copies of them."""

from collections.abc import Sequence
from typing import Any

from autograder import libraries
from autograder.examiner import codec

_NOTHING = object()


def update(old: Any, new: Any) -> Any:
    """Make old equal to new, in place if possible; return the object to use from then on."""
    return old if any(library.update(old, new, update_parts) for library in libraries.loaded()) else new


def update_parts(old: Sequence[Any], new: Sequence[Any]) -> list[Any]:
    """Return the elements of new, keeping objects of old that have only moved or have changed in their place."""
    there: dict[bytes, list[Any]] = {}
    for value in reversed(old):
        there.setdefault(codec.encode(value, id), []).append(value)
    same = [there.get(codec.encode(value, id), []) for value in new]
    found = [values.pop() if values else _NOTHING for values in same]
    left = {id(value) for values in there.values() for value in values}
    for i, value in enumerate(new):
        if found[i] is _NOTHING:
            found[i] = update(old[i], value) if i < len(old) and id(old[i]) in left else value
    return found
