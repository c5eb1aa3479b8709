"""The states of the libraries' random number generators: what a test seeds, it seeds for the student's code as well."""

import random
import sys
from typing import Any

import numpy as np


def read() -> dict[str, Any]:
    """Return the states of Python's, NumPy's and PyTorch's common generators, as data."""
    states = {"random": random.getstate(), "numpy": np.random.get_state(legacy=False)}
    torch = sys.modules.get("torch")
    return states | {"torch": torch.get_rng_state()} if torch else states


def write(states: dict[str, Any]) -> None:
    """Put the generators into states that `read` has returned, here or in another process."""
    random.setstate(states["random"])
    np.random.set_state(states["numpy"])
    if "torch" in states and (torch := sys.modules.get("torch")):
        torch.set_rng_state(states["torch"])


def fingerprint() -> tuple[Any, ...]:
    """Return what is equal as long as no generator has been seeded or used. It is quicker than `read` to compare."""
    numpy: Any = np.random.get_state(legacy=False)
    numbers = (random.getstate(), numpy["state"]["key"].tobytes(), numpy["state"]["pos"], numpy["gauss"])
    torch = sys.modules.get("torch")
    return (*numbers, torch.get_rng_state().numpy().tobytes()) if torch else numbers
