"""What the tool knows about libraries: a file for each, and the list of them.

To add one, write a file like the others, with a `Library` in it, and name it in `LIBRARIES`. A course needn't have any
of them installed.
"""

import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any

from autograder.libraries.builtin import Builtin
from autograder.libraries.library import Library
from autograder.libraries.numpy import Numpy
from autograder.libraries.pandas import Pandas
from autograder.libraries.torch import Torch

LIBRARIES: Sequence[Library] = [Builtin(), Numpy(), Pandas(), Torch()]


def loaded() -> list[Library]:
    """Return the libraries that this process has imported. It can have values of no others."""
    return [library for library in LIBRARIES if sys.modules.get(library.module)]


def tighten(source: str = "") -> None:
    """Have every library that is imported, or that a test cell names, refuse to compare what doesn't pair up."""
    for library in LIBRARIES:
        if library.module in source:
            with suppress(ImportError):
                import_module(library.module)
    for library in loaded():
        library.tighten()


def random_states() -> dict[str, object]:
    """Return the states of all libraries' random number generators."""
    return {library.module: library.random_state() for library in loaded()}


def set_random_states(states: dict[str, Any]) -> None:
    """Set the generators to states that `random_states` returned, here or in another process."""
    for library in loaded():
        if library.module in states:
            library.set_random_state(states[library.module])
