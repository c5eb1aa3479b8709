"""What a probe takes for the same mistake, and what not."""

import socket
import threading
import time
from typing import Any

import numpy as np
import pytest

from autograder.examiner import agent, names, probe, server
from tests.conftest import code, graded, notebook, solution

TEST = "import numpy as np\nassert np.allclose(f(np.array([1.0, 2.0])), 3), 'no'\nassert f(np.array([4.0])) == 4"


def behaviour(**defined: Any) -> list[str]:
    """Probe what a student's names do, in a thread in place of her kernel."""
    ours, theirs = socket.socketpair()
    serving = threading.Thread(target=agent.serve, args=(theirs, defined))
    serving.start()

    def run(cell: Any, *, snapshot: Any) -> None:
        cells = notebook(code("import numpy as np"), solution("f = ..."), graded(TEST)).cells
        known = server.TestNames()
        known.start(names.test_globals(cells)[3], snapshot)
        exec(cell, known)

    with ours:
        found = probe.probe(TEST, run, ours, time.monotonic() + 20, len(probe.VARIANTS))
    serving.join()
    return found


def total(x: Any) -> Any:
    return x.sum()


SAME = {
    "a loop": lambda x: sum(float(each) for each in x),
    "another type": lambda x: np.float32(x.sum()),
    "an array of one": lambda x: np.array(x.sum()),
    "rounding": lambda x: x.sum() * (1 + 1e-9),
}
DIFFERENT = {
    "a number": lambda x: 3.0,
    "another shape": lambda x: x.sum(keepdims=True),
    "right for positive numbers": lambda x: abs(x).sum(),
    "right for two numbers": lambda x: x[:2].sum(),
    "right for numbers that aren't large": lambda x: min(x.sum(), 100.0),
    "an argument that changes": lambda x: x.cumsum(out=x)[-1],
}


@pytest.mark.parametrize("other", SAME.values(), ids=SAME.keys())
def test_another_way_to_write_it_is_the_same(other: Any) -> None:
    assert behaviour(f=total) == behaviour(f=other)


@pytest.mark.parametrize("other", DIFFERENT.values(), ids=DIFFERENT.keys())
def test_another_mistake_is_not(other: Any) -> None:
    assert behaviour(f=total) != behaviour(f=other)


def test_what_only_fails_tells_nothing() -> None:
    def stops(x: Any) -> Any:
        raise ValueError("no")

    assert all(each.startswith("!") for each in behaviour(f=stops) + behaviour())
    assert not any(each.startswith("!") for each in behaviour(f=total))
