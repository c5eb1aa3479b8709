"""The watch over the memory of all processes in a sandbox; here, that is bubblewrap's own."""

import os
import sys
import time
from collections.abc import Iterator

import psutil
import pytest

from autograder.sandbox.bubblewrap import Sandbox
from autograder.sandbox.memory_watch import MemoryWatch

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="sandboxes are for Linux")
SECONDS = 5  # for many looks
NOTHING = -(1 << 40)  # a limit that whatever there is passes


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    sandbox = Sandbox(1 << 20)
    yield sandbox
    sandbox.close()


def test_ends_what_uses_more_than_its_limit(sandbox: Sandbox) -> None:
    process = psutil.Process(sandbox.pid)
    watch = MemoryWatch(sandbox.pid, NOTHING)
    assert process.wait(timeout=SECONDS) is None
    assert watch.passed
    watch.stop()


def test_lets_the_rest_be(sandbox: Sandbox) -> None:
    watch = MemoryWatch(sandbox.pid, 1 << 20)
    time.sleep(0.5)
    assert psutil.pid_exists(sandbox.pid)
    assert not watch.passed
    watch.stop()


def test_ends_nothing_once_it_is_stopped(sandbox: Sandbox) -> None:
    watch = MemoryWatch(sandbox.pid, NOTHING)
    watch.stop()
    time.sleep(0.5)
    assert psutil.pid_exists(sandbox.pid)
    assert not watch.passed


def test_goes_on_where_processes_end(sandbox: Sandbox) -> None:
    watch = MemoryWatch(sandbox.pid, 1 << 20)
    sandbox.close()
    time.sleep(0.5)
    watch.stop()
    assert not watch.passed


def test_has_no_opinion_on_the_graders_own_processes() -> None:
    watch = MemoryWatch(os.getpid(), NOTHING)
    time.sleep(0.5)
    assert not watch.passed
