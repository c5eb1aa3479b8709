"""The watch over the memory of all processes in a room; here, that is bubblewrap's own."""

import os
import sys
import time
from collections.abc import Iterator

import psutil
import pytest

from autograder.sandbox.bubblewrap import Room
from autograder.sandbox.memory_watch import MemoryWatch

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="rooms are for Linux")
SECONDS = 5  # for many looks
NOTHING = -(1 << 40)  # a limit that whatever there is passes


@pytest.fixture
def room() -> Iterator[Room]:
    room = Room(1 << 20)
    yield room
    room.close()


def test_ends_what_uses_more_than_its_limit(room: Room) -> None:
    process = psutil.Process(room.pid)
    watch = MemoryWatch(room.pid, NOTHING)
    assert process.wait(timeout=SECONDS) is None
    assert watch.passed
    watch.stop()


def test_lets_the_rest_be(room: Room) -> None:
    watch = MemoryWatch(room.pid, 1 << 20)
    time.sleep(0.5)
    assert psutil.pid_exists(room.pid)
    assert not watch.passed
    watch.stop()


def test_ends_nothing_once_it_is_stopped(room: Room) -> None:
    watch = MemoryWatch(room.pid, NOTHING)
    watch.stop()
    time.sleep(0.5)
    assert psutil.pid_exists(room.pid)
    assert not watch.passed


def test_goes_on_where_processes_end(room: Room) -> None:
    watch = MemoryWatch(room.pid, 1 << 20)
    room.close()
    time.sleep(0.5)
    watch.stop()
    assert not watch.passed


def test_has_no_opinion_on_the_graders_own_processes() -> None:
    watch = MemoryWatch(os.getpid(), NOTHING)
    time.sleep(0.5)
    assert not watch.passed
