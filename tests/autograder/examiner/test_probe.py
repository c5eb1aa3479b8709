"""What a probe takes for the same mistake, and what not."""

import socket
import threading
import time
from typing import Any

import numpy as np
import pytest

from autograder.examiner import agent, server
from autograder.examiner import names as names_of
from autograder.examiner.probe import probe
from tests.conftest import code, graded, notebook, solution

TEST = "import numpy as np\nassert np.allclose(f(np.array([1.0, 2.0])), 3), 'no'\nassert abs(f(np.array([4.0])) - 4) < 1e-6"


def behaviour(**defined: Any) -> list[str]:
    """Probe what a student's names do, in a thread in place of her kernel."""
    ours, theirs = socket.socketpair()
    serving = threading.Thread(target=agent.serve, args=(theirs, defined))
    serving.start()

    def run(cell: Any, *, names: Any, snapshot: Any) -> None:
        cells = notebook(code("import numpy as np"), solution("f = ..."), graded(TEST)).cells
        names.start(names_of.test_globals(cells)[3], snapshot)
        exec(cell, names)

    with ours:
        found = probe(TEST, run, server.TestNames(), ours, time.monotonic() + 20)
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
