"""What tests of the examiner share: a notebook in a process of its own."""

import linecache
import os
import socket
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from autograder.examiner.agent import fork_snapshots
from autograder.examiner.snapshot import Snapshot

Run = Callable[..., Snapshot]


def fork(*sources: str) -> tuple[socket.socket, int]:
    """Run cells in a process of its own, which then serves as a kernel's snapshot does; return its socket and id."""

    def run_cells(_: socket.socket) -> dict[str, Any]:
        namespace: dict[str, Any] = {"__name__": "__main__"}
        for number, source in enumerate(sources):
            file = f"<cell {number}>"
            linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
            exec(compile(source, file, "exec"), namespace)
        return namespace

    (connection,), process = fork_snapshots(1, run_cells)
    return connection, process


@pytest.fixture
def run() -> Iterator[Run]:
    """Run a notebook in a process of its own, and examine it."""
    snapshots, processes = [], []

    def run(source: str, seconds: float = 20) -> Snapshot:
        connection, process = fork(source)
        snapshots.append(Snapshot(connection, time.monotonic() + seconds))
        processes.append(process)
        return snapshots[-1]

    yield run
    for snapshot in snapshots:
        snapshot.close()
    for process in processes:
        os.waitpid(process, 0)
