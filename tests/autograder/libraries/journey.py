"""Values on their way as messages, and messages as a hostile kernel may make them."""

import contextlib
import json
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from autograder.examiner.codec import decode, encode
from autograder.libraries.library import RefusedData

repeatable = settings(derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
few = settings(repeatable, max_examples=25)
many = settings(repeatable, max_examples=150)
any_text = st.text(st.characters(exclude_categories=[]))  # lone surrogates, too
ONE = ["array", "|u1", "C", [1]]  # a column of one number
INDEX = ["index", ONE, None]


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


def refused(hostile: bytes) -> None:
    """Assert that a message is refused."""
    with pytest.raises(RefusedData):
        decode(hostile, lambda reference: reference)


def decoded_or_refused(hostile: bytes) -> None:
    """Assert that a message gives data, or is refused."""
    try:
        value = decode(hostile, lambda reference: "referred")
    except RefusedData:
        return
    with contextlib.suppress(RefusedData):
        encode(value, no_reference)  # it is data


def not_data(value: Any) -> bool:
    """Say whether a value can only be referred to."""
    return decode(encode([value], lambda value: "referred"), lambda reference: reference) == ["referred"]


def take_new(old: Any, new: Any) -> list[Any]:
    """Put the new parts of a value in the place of the old ones."""
    return list(new)
