"""A submission that spins with many threads costs the others no more than its share; shares are counted, not timed."""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import psutil
import pytest

from autograder.sandbox.fair_share import FairShare, processor_seconds

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="sandboxes are for Linux")
CORE = min(os.sched_getaffinity(0)) if sys.platform == "linux" else 0


def spin() -> None:
    while True:
        pass


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
def start() -> Iterator[Callable[[Callable[[], None]], psutil.Process]]:
    """Start processes in sessions of their own, all on one core."""
    started: list[psutil.Process] = []

    def start(work: Callable[[], None]) -> psutil.Process:
        pid = os.fork()
        if pid == 0:
            os.setsid()
            os.sched_setaffinity(0, {CORE})
            sys.setswitchinterval(0.001)
            work()
        started.append(psutil.Process(pid))
        return started[-1]

    yield start
    for process in started:
        for each in [*process.children(recursive=True), process]:
            with suppress(psutil.Error):
                each.kill()
        process.wait()


@pytest.mark.parametrize("work", [spin_with_threads, spin_in_sessions])
def test_who_takes_more_than_a_share_gets_what_others_leave(
    start: Callable[[Callable[[], None]], psutil.Process], work: Callable[[], None]
) -> None:
    greedy, honest = start(work), start(spin)

    def used(process: psutil.Process) -> float:
        return sum(processor_seconds(each.pid) for each in [process, *process.children(recursive=True)])

    while greedy.num_threads() + len(greedy.children(recursive=True)) < 4:
        time.sleep(0.05)
    share = FairShare()
    share._credit = -1  # as after seconds on several cores, which a test may not have
    share.look([greedy.pid, *(child.pid for child in greedy.children(recursive=True))])
    assert share.is_over
    before = used(greedy), used(honest)
    while used(greedy) + used(honest) < sum(before) + 1:
        time.sleep(0.05)
        share.look([greedy.pid, *(child.pid for child in greedy.children(recursive=True))])
    assert used(honest) - before[1] > 0.7


def test_one_core_is_nobodys_loss(start: Callable[[Callable[[], None]], psutil.Process]) -> None:
    busy = start(spin)
    share = FairShare()
    while processor_seconds(busy.pid) < 0.5:
        share.look([busy.pid])
        time.sleep(0.05)
    assert not share.is_over
    assert busy.nice() == 0


def test_several_cores_are_over(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, used = [0.0], [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    monkeypatch.setattr("autograder.sandbox.fair_share.processor_seconds", lambda pid: used[0])
    share = FairShare()
    for seconds, cores, over in [
        (60, 0, False),
        (5, 1, False),
        (1, 2, False),
        (2, 0, False),
        (1.5, 2, False),
        (0.6, 2, True),
    ]:
        clock[0] += seconds
        used[0] += seconds * cores
        share.look([-1])
        assert share.is_over == over
