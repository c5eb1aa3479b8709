"""The process that kernels and examiners are forked from, without kernels."""

import socket
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import nbformat
import psutil
import pytest

from autograder.processes import messages
from autograder.processes.fork_server import ForkServer, ForkServerLost
from tests.conftest import code, graded, notebook

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="elsewhere, nothing is forked")]
EXAMINER = "autograder.examiner.server:main"
SECONDS = 60  # for the fork server's imports


@pytest.fixture(scope="module")
def fork_server() -> Iterator[ForkServer]:
    fork_server = ForkServer()
    yield fork_server
    fork_server.close()


def processes() -> set[psutil.Process]:
    """List the fork servers that this process has started."""
    found = set()
    for child in psutil.Process().children():
        with suppress(psutil.ZombieProcess, psutil.NoSuchProcess):  # it has just ended
            if "autograder.processes.fork_server" in child.cmdline():
                found.add(child)
    return found


def started_since(before: set[psutil.Process]) -> psutil.Process:
    """Wait for the one fork server that was started; until it has been told what it is, it looks like its parent."""
    while not (started := processes() - before):
        time.sleep(0.01)
    (process,) = started
    return process


def start(fork_server: ForkServer, function: str, **message: object) -> socket.socket:
    """Have a fork call a function with one socket; return its other end."""
    ours, theirs = socket.socketpair()
    fork_server.fork(function, message, [theirs])
    ours.settimeout(SECONDS)
    return ours


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "small.ipynb"
    nbformat.write(notebook(code("import numpy as np"), graded("assert np.pi > 3")), path)
    return path


def test_all_messages_go_to_one_process(fork_server: ForkServer, path: Path) -> None:
    before, pids = processes(), set()
    for _ in range(2):
        with start(fork_server, EXAMINER, notebook=str(path)) as examiner:
            pids.add(messages.receive(examiner)[0]["pid"])
    started = started_since(before)
    assert len(pids) == 2
    psutil.wait_procs(started.children(), timeout=SECONDS)
    assert started.children() == []  # ended, and no zombies


def test_goes_on_after_a_message_that_makes_no_sense(fork_server: ForkServer, path: Path) -> None:
    with start(fork_server, "autograder.sandbox.kernel:main", sandbox=None) as lifeline:
        assert lifeline.recv(1) == b""
    with start(fork_server, EXAMINER, notebook=str(path)) as examiner:
        assert messages.receive(examiner)[0]["pid"] > 0


def test_ends_with_its_client(path: Path) -> None:
    before, fork_server = processes(), ForkServer()
    start(fork_server, EXAMINER, notebook=str(path)).close()
    started = started_since(before)
    fork_server.close()
    fork_server.close()  # a second time is no mistake
    assert started.wait(timeout=SECONDS) == 0


def test_serves_several_clients_and_ends_with_the_last(path: Path) -> None:
    before, first, second = processes(), ForkServer(), ForkServer()
    second.use(first.connect())
    started = started_since(before)
    pids = set()
    for client in (first, second, first):
        with start(client, EXAMINER, notebook=str(path)) as examiner:
            pids.add(messages.receive(examiner)[0]["pid"])
    assert len(pids) == 3
    first.close()
    with start(second, EXAMINER, notebook=str(path)) as examiner:
        assert messages.receive(examiner)[0]["pid"] > 0
    second.close()
    assert started.wait(timeout=SECONDS) == 0


def test_tells_that_it_has_ended_and_starts_again(path: Path) -> None:
    before, client = processes(), ForkServer()
    client.start()
    started = started_since(before)
    assert client.is_alive()
    started.kill()
    started.wait(timeout=SECONDS)
    assert not client.is_alive()
    with pytest.raises(ForkServerLost):
        start(client, EXAMINER, notebook=str(path))
    with start(client, EXAMINER, notebook=str(path)) as examiner:
        assert messages.receive(examiner)[0]["pid"] > 0
    client.close()
