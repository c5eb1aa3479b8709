"""A submission that keeps many threads busy costs the others no more than its share; shares are counted, not timed."""

import hashlib
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import psutil
import pytest

from autograder.sandbox.fair_share import FairShare

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="sandboxes are for Linux")
CORE = min(os.sched_getaffinity(0)) if sys.platform == "linux" else 0
Start = Callable[[Callable[[], None]], psutil.Process]


def spin() -> None:
    data = bytes(10**6)
    while True:
        hashlib.sha256(data)  # other threads of Python may run meanwhile


def spin_with_threads() -> None:
    for _ in range(3):
        threading.Thread(target=spin).start()
    spin()


def spin_in_sessions() -> None:
    for _ in range(3):
        if os.fork() == 0:
            os.setsid()
            break
    spin()


@pytest.fixture
def start() -> Iterator[Start]:
    """Start processes in sessions of their own, all on one core."""
    started: list[psutil.Process] = []

    def start(work: Callable[[], None]) -> psutil.Process:
        pid = os.fork()
        if pid == 0:
            os.setsid()
            os.sched_setaffinity(0, {CORE})
            work()
        started.append(psutil.Process(pid))
        return started[-1]

    yield start
    for process in started:
        for each in [*process.children(recursive=True), process]:
            with suppress(psutil.Error):
                each.kill()
        process.wait()


def family(process: psutil.Process) -> list[int]:
    return [process.pid, *(child.pid for child in process.children(recursive=True))]


def used(process: psutil.Process) -> float:
    """Return the processor time of a process and its children, in seconds."""
    return sum(sum(psutil.Process(pid).cpu_times()[:2]) for pid in family(process))


@pytest.mark.parametrize("work", [spin_with_threads, spin_in_sessions])
def test_who_takes_more_than_a_share_gets_what_others_leave(start: Start, work: Callable[[], None]) -> None:
    greedy, honest = start(work), start(spin)
    share = FairShare()
    while not share.is_over:
        time.sleep(0.05)
        share.look(family(greedy))
    before = used(greedy), used(honest)
    while used(greedy) + used(honest) < sum(before) + 1:
        time.sleep(0.05)
        share.look(family(greedy))
    assert used(honest) - before[1] > 0.7


def test_one_busy_thread_is_nobodys_loss(start: Start) -> None:
    busy = start(spin)
    share = FairShare()
    while used(busy) < 0.5:
        share.look(family(busy))
        time.sleep(0.05)
    assert not share.is_over
    assert busy.nice() == 0


def test_busy_threads_use_up_a_credit_that_idleness_restores(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, busy = [0.0], [0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    monkeypatch.setattr("autograder.sandbox.fair_share.busy_threads", lambda pid: busy[0])
    share = FairShare()
    for seconds, threads, over in [
        (60, 0, False),
        (5, 2, False),
        (1, 3, False),
        (2, 0, False),
        (0.9, 4, False),
        (0.2, 4, True),
    ]:
        clock[0] += seconds
        busy[0] = threads
        share.look([-1])
        assert share.is_over == over
