"""Where hand-ins are graded: the only interface between a class and the processes or machines that grade it."""

import logging
import os
import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, suppress
from multiprocessing import active_children, get_context
from typing import Any, Protocol

from autograder.class_run.suspects import Suspects
from autograder.collect.hand_in import HandIn
from autograder.grading.grade import grade
from autograder.grading.pack import Pack
from autograder.processes.fork_server import ForkServerLost, fork_server
from autograder.record.result import Result
from autograder.sandbox.rights import end_with_parent

log = logging.getLogger(__name__)


class Pool(Protocol):
    """Grades many hand-ins; takes and returns plain data."""

    def map(self, hand_ins: Iterable[HandIn], packs: dict[str, Pack]) -> Iterator[list[Result]]:
        """Grade hand-ins; yield all results that are there, in any order, then those that came meanwhile, and so on.

        So what comes while others are recorded is recorded together. `hand_ins` is read no faster than they are graded.

        Parameters
        ----------
        hand_ins : iterable of HandIn
            What was handed in.
        packs : dict of Pack
            By the notebook's name; there is one for each hand-in.
        """


class ProcessPool:
    """Processes on this machine, which share one fork server.

    If a process or the fork server is killed, another takes its place. The hand-ins that were being graded are graded
    again in the end, one by one; one that ends its process twice is set aside as a hand-in that could not be graded.
    """

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self._executor: ProcessPoolExecutor | None = None

    def map(self, hand_ins: Iterable[HandIn], packs: dict[str, Pack]) -> Iterator[list[Result]]:
        """Grade hand-ins; yield results as they come."""
        suspects = Suspects()
        try:
            yield from self._map(iter(hand_ins), packs, self.jobs + 1, suspects)
            yield from self._map(suspects.take(), packs, 1, suspects)
        finally:
            self._end()

    def _map(
        self, left: Iterator[HandIn], packs: dict[str, Pack], at_once: int, suspects: Suspects
    ) -> Iterator[list[Result]]:
        running: dict[Future[Result], HandIn] = {}
        while True:
            # After an interruption, new processes start when all that were being graded are known to be interrupted.
            while (self._executor or not running) and len(running) < at_once and (hand_in := next(left, None)):
                running[self._submit(hand_in, packs[hand_in.notebook])] = hand_in
            if not running:
                return
            arrived: list[Result] = []
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                hand_in = running.pop(future)
                error = future.exception()
                if isinstance(error, BrokenProcessPool | ForkServerLost):
                    log.warning("Grading %s, %s was interrupted: %s", hand_in.student, hand_in.notebook, error)
                    self._end()
                    arrived += suspects.add(hand_in)
                else:
                    arrived.append(future.result())
            if arrived:
                yield arrived

    def _submit(self, hand_in: HandIn, pack: Pack) -> Future[Result]:
        if self._executor is not None:
            with suppress(BrokenProcessPool):  # it has just been killed
                return self._executor.submit(grade, hand_in, pack)
            self._end()
        if not fork_server.is_alive():
            fork_server.close()
        fork_server.start()
        context = get_context("fork")  # so that processes have imported everything already
        self._executor = ProcessPoolExecutor(self.jobs, context, _begin, (context.Lock(), os.getpid()))
        return self._executor.submit(grade, hand_in, pack)

    def _end(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
            for process in active_children():
                process.kill()
            self._executor = None


def _begin(lock: AbstractContextManager[Any], parent: int) -> None:
    """Be a process of the pool."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this process
    end_with_parent(parent, in_namespace=False)
    with lock:  # the connection that it has from its parent is that of all
        connection = fork_server.connect()
    fork_server.use(connection)
