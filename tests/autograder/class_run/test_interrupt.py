"""An interrupt stops a run, whatever Python is doing as it comes."""

import os
import signal
import weakref
from collections.abc import Iterator

import pytest

from autograder.class_run.interrupt import Interrupt

SIGNALS = [signal.SIGINT, signal.SIGHUP, signal.SIGTERM]


@pytest.fixture
def interrupt() -> Iterator[Interrupt]:
    before = {number: signal.getsignal(number) for number in SIGNALS}
    interrupt = Interrupt()
    interrupt.listen()
    yield interrupt
    for number, handler in before.items():
        signal.signal(number, handler)


class Removed:
    """What is there until it is removed."""


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_it_is_raised_at_once(interrupt: Interrupt, number: int) -> None:
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), number)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_one_that_python_drops_is_not_lost(interrupt: Interrupt) -> None:
    interrupt.check()
    removed = Removed()
    watched = weakref.ref(removed, lambda _: os.kill(os.getpid(), signal.SIGINT))
    del removed  # no exception leaves the function that is called now
    assert watched() is None
    with pytest.raises(KeyboardInterrupt):
        interrupt.check()
