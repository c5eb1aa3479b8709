"""What the tool knows of libraries: a file for each, and the list of them.

Whoever adds one writes a file like the others, a `Library`, and names it in `LIBRARIES`. A course needn't have any of
them installed.
"""

import sys
from collections.abc import Sequence
from typing import Any

from autograder.libraries.builtin import Builtin
from autograder.libraries.library import Library
from autograder.libraries.numpy import Numpy
from autograder.libraries.pandas import Pandas
from autograder.libraries.torch import Torch

LIBRARIES: Sequence[Library] = [Builtin(), Numpy(), Pandas(), Torch()]


def loaded() -> list[Library]:
    """Return the libraries that this process has imported: only of these it can have values."""
    return [library for library in LIBRARIES if sys.modules.get(library.module)]


def random_states() -> dict[str, object]:
    """Return the states of all libraries' random number generators."""
    return {library.module: library.random_state() for library in loaded()}


def set_random_states(states: dict[str, Any]) -> None:
    """Put the generators into states that `random_states` has returned, here or in another process."""
    for library in loaded():
        if library.module in states:
            library.set_random_state(states[library.module])
