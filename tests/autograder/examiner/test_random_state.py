"""Random numbers that are read, kept and put back, of all three libraries."""

import itertools
import random

import numpy as np
import torch

from autograder.examiner import codec, random_state


def draw() -> list[float]:
    return [random.random(), np.random.normal(), torch.rand(1).item()]


def test_the_same_numbers_come_again_after_a_journey_as_data() -> None:
    def refuse(value: object) -> object:
        raise TypeError(value)

    message = codec.encode(random_state.read(), refuse)
    drawn = draw()
    states = codec.decode(message, refuse)
    assert isinstance(states, dict)
    random_state.write(states)
    assert draw() == drawn


def test_the_fingerprint_changes_with_each_library() -> None:
    found = [random_state.fingerprint()]
    assert found[0] == random_state.fingerprint()
    for use in (random.random, np.random.normal, lambda: torch.rand(1), lambda: np.random.seed(1)):
        use()
        found.append(random_state.fingerprint())
    assert all(before != after for before, after in itertools.pairwise(found))
