"""Processes of a Dask cluster that tests can disturb: real schedulers and workers, but grading is a matter of nothing.

They are forked from a process that has imported Dask, so each starts at once.
"""

import asyncio
import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import psutil
from distributed import Scheduler, Worker

from autograder.class_run import cluster_worker
from autograder.collect.hand_in import HandIn
from autograder.grading.pack import Pack
from autograder.record.records import GRADED, NOT_GRADED
from autograder.record.result import Result

KILLS, WAITS, FAILS = "kills ", "waits ", "fails "  # what happens to a process that begins with a hand-in
_PROCESSES = multiprocessing.get_context("forkserver")


class FakeCluster:
    """A scheduler, and workers that grade nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._processes: list[Any] = []
        _PROCESSES.set_forkserver_preload(["__main__", __name__])
        self.scheduler, self.address = self._start(_be_scheduler)

    def _start(self, be: Callable[..., None], *arguments: Any) -> tuple[psutil.Process, str]:
        ours, theirs = _PROCESSES.Pipe()
        process = _PROCESSES.Process(target=be, args=(theirs, *arguments), daemon=True)
        process.start()
        theirs.close()
        self._processes.append(process)
        return psutil.Process(process.pid), ours.recv()

    def add_worker(self, *, version: str = "", through: str = "", broken: bool = False) -> psutil.Process:
        """Add a worker: of another version of the course, behind a proxy, or one that fails with every hand-in."""
        return self._start(_be_worker, through or self.address, self.folder, version, broken)[0]

    def add_proxy(self) -> tuple[psutil.Process, str]:
        """Add a proxy, which is a network that can be cut; return it and its address."""
        return self._start(_be_proxy, self.address)

    def plan(self, student: str, what: str) -> None:
        """Say what happens when a student's hand-in is graded: the first time, the second time …"""
        (self.folder / student).write_text(what)

    def go_on(self, worker: psutil.Process) -> None:
        """Let a worker that waits go on."""
        (self.folder / f"go-{worker.pid}").touch()

    def seen(self, what: str) -> list[tuple[str, int]]:
        """Return which students' hand-ins have "begun" or "ended", and in which process, in order."""
        path = self.folder / what
        lines = path.read_text().splitlines() if path.exists() else []
        return [(student, int(process)) for student, process in map(str.split, lines)]

    def close(self) -> None:
        """End all processes."""
        for process in self._processes:
            process.kill()
            process.join()


@contextmanager
def fake_cluster(folder: Path) -> Iterator[FakeCluster]:
    """Run a cluster without workers."""
    cluster = FakeCluster(folder)
    try:
        yield cluster
    finally:
        cluster.close()


def _be_scheduler(told: Any) -> None:
    async def serve() -> None:
        async with Scheduler(host="127.0.0.1", port=0, dashboard=False) as scheduler:
            told.send(scheduler.address)
            await scheduler.finished()

    asyncio.run(serve())


def _be_worker(told: Any, scheduler: str, folder: Path, version: str, broken: bool) -> None:
    fakes: dict[str, Any] = {"grade": partial(_grade, folder, broken), "_warm_up": lambda setup: None}
    if version:
        fakes["_versions"] = lambda package: (version,)
    vars(cluster_worker).update(fakes)

    async def serve() -> None:
        async with Worker(scheduler, nthreads=1, host="127.0.0.1", memory_limit=0, local_directory=folder) as worker:
            told.send(worker.address)
            await worker.finished()

    asyncio.run(serve())


def _be_proxy(told: Any, address: str) -> None:
    host, _, port = address.removeprefix("tcp://").partition(":")

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(2**16):
            writer.write(data)
        writer.close()

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = await asyncio.open_connection(host, int(port))
        await asyncio.gather(pass_on(reader, there[1]), pass_on(there[0], writer))

    async def serve() -> None:
        server = await asyncio.start_server(connect, "127.0.0.1", 0)
        told.send(f"tcp://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        await server.serve_forever()

    asyncio.run(serve())


def _grade(folder: Path, broken: bool, hand_in: HandIn, pack: Pack) -> Result:
    _note(folder / "begun", hand_in)
    plan = folder / hand_in.student
    now, *later = plan.read_text().split(" ") if plan.exists() else [""]
    plan.write_text(" ".join(later))
    if now == KILLS.strip():
        os.kill(os.getpid(), signal.SIGKILL)
    while now == WAITS.strip() and not (folder / f"go-{os.getpid()}").exists():
        time.sleep(0.01)
    _note(folder / "ended", hand_in)
    if broken or now == FAILS.strip():  # as `grade` has it
        why = "OSError: the disk is full"
        return Result(hand_in.student, hand_in.assignment, hand_in.notebook, NOT_GRADED, why)
    return Result(
        hand_in.student,
        hand_in.assignment,
        hand_in.notebook,
        GRADED,
        notebook=hand_in.content,
        scores={"double-test": float(b"2 * x" in hand_in.content), "why": None},
        hand_in=hand_in.fingerprint,
        pack=pack.fingerprint,
    )


def _note(path: Path, hand_in: HandIn) -> None:
    with path.open("a") as file:
        file.write(f"{hand_in.student} {os.getpid()}\n")
