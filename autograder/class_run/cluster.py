"""Grade hand-ins on the workers of a Dask cluster. Only `autograder grade --scheduler` imports this file, and Dask."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from functools import partial
from itertools import chain, islice
from queue import Empty, SimpleQueue
from typing import Any

from dask import config
from distributed import Client, Future
from distributed.client import ClosedClientError
from distributed.comm import CommClosedError, get_address_host_port
from traitlets.config import Config

from autograder.class_run.cluster_worker import INSTALL, UnfitWorker, grade_on_worker, prepare, setup_from_here
from autograder.class_run.suspects import Suspects
from autograder.collect.hand_in import HandIn
from autograder.course.errors import CourseError
from autograder.grading.execute_and_examine import ExecuteAndExamine
from autograder.grading.pack import Pack
from autograder.record.result import Result

log = logging.getLogger(__name__)
_AT_A_WORKER = 2  # hand-ins: one that it grades and one that waits, so that it needn't
_SECONDS_BETWEEN_LOOKS = 1  # at which workers there are
_SECONDS_TO_ANSWER = 30  # for the scheduler
_SECONDS_TO_JOIN = 60  # until there must be a worker
_FAULTS = 3  # hand-ins with which a worker may fail that others can grade


class DaskPool:
    """The workers of a Dask cluster; they may join and leave at any time.

    Each worker gets the packs once, and then one hand-in after the other. What a worker was grading when it ended, or
    when it kept silent for longer than any hand-in may take, is graded again by another, in the end. A hand-in to which
    that happens twice is set aside as one that could not be graded. If a worker fails with a hand-in for a reason that
    may be its own, such as a full disk, another tries it.

    Parameters
    ----------
    scheduler : str
        The scheduler's address, such as tcp://host:8786.
    tell : callable
        Tells the instructor something, such as that a worker can't be used.
    """

    def __init__(self, scheduler: str, tell: Callable[[str], None]) -> None:
        self._scheduler, self._tell = scheduler, tell

    def map(self, hand_ins: Iterable[HandIn], packs: dict[str, Pack]) -> Iterator[list[Result]]:
        """Grade hand-ins; yield results as they come.

        Raises
        ------
        ConnectionError
            If the scheduler can't be reached, or no longer.
        CourseError
            If there is no worker that can grade.
        """
        left = iter(hand_ins)
        if (first := next(left, None)) is None:
            return
        suspects = Suspects()
        client = self._connect()
        try:
            run = _Run(client, packs, suspects, self._tell)
            yield from run.grade(chain([first], left), _AT_A_WORKER)
            while suspects:
                yield from run.grade(suspects.take(), 1)
        except (CommClosedError, ClosedClientError, CancelledError, TimeoutError) as error:
            log.warning("%r", error)
            raise ConnectionError(f"the connection to the scheduler {self._scheduler} broke") from error
        finally:
            with suppress(OSError):  # the scheduler hangs
                client.close(timeout=_SECONDS_BETWEEN_LOOKS)

    def _connect(self) -> Client:
        for name in ("distributed", "distributed.client"):  # Dask has its own handlers; what it says belongs in our log
            logging.getLogger(name).handlers.clear()
            logging.getLogger(name).propagate = True
        try:
            get_address_host_port(self._scheduler)  # or a ValueError
            with config.set({"distributed.admin.low-level-log-length": 10}):  # it would keep the last 1,000 hand-ins
                return Client(self._scheduler, timeout=_SECONDS_TO_ANSWER, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ConnectionError(f"no scheduler answers at {self._scheduler}: {error}") from error


class _Worker:
    """A worker as the coordinator sees it.

    Attributes
    ----------
    setup : Future
        The packs, which the worker keeps as long as this run lasts.
    pending : dict of Future
        What it has been given, in the order in which it does it; None stands for making itself ready.
    is_ready : bool
        Whether it has made itself ready.
    heard : float
        When it last gave a result, or got something to do after it had nothing, by time.monotonic.
    faults : int
        With how many hand-ins it has failed that another could grade.
    """

    def __init__(self, setup: Future) -> None:
        self.setup = setup
        self.pending: dict[Future, HandIn | None] = {setup: None}
        self.is_ready = False
        self.heard = time.monotonic()
        self.faults = 0

    @property
    def hand_ins(self) -> list[HandIn]:
        """What it is to grade."""
        return [hand_in for hand_in in self.pending.values() if hand_in is not None]


class _Run:
    """One run: which workers there are, and what each has been given."""

    def __init__(self, client: Client, packs: dict[str, Pack], suspects: Suspects, tell: Callable[[str], None]) -> None:
        self._client, self._suspects, self._tell = client, suspects, tell
        self._setup = setup_from_here(packs)
        self._limit = seconds_for(packs)
        self._workers: dict[str, _Worker] = {}  # by address
        self._refused: dict[str, str] = {}  # why, by address
        self._again: list[HandIn] = []  # to be given next: also what a worker got and never began with
        self._at: dict[Future, str] = {}  # the address of the worker
        self._failed_at: dict[tuple[str, str], tuple[str, str]] = {}  # a worker and why, by student and notebook
        self._ended: set[Future] = set()  # whose results are on their way
        self._fetched: SimpleQueue[tuple[Future, Any]] = SimpleQueue()  # with the result, or the error
        self._next_look = time.monotonic()
        self._last_worker = time.monotonic()  # when there was one
        self._any_fits = False

    def grade(self, left: Iterator[HandIn], at_a_worker: int) -> Iterator[list[Result]]:
        """Grade hand-ins; yield results as they come."""
        while True:
            arrived = list(self._look())
            while self._has_next(left) and (address := self._free(at_a_worker)):
                self._give(address, self._again.pop())
            is_busy = self._again or any(worker.hand_ins for worker in self._workers.values())
            arrived += self._collect() if is_busy and not arrived else []
            if arrived:
                yield arrived
            elif not is_busy:
                return

    def _has_next(self, left: Iterator[HandIn]) -> bool:
        if not self._again:
            self._again += islice(left, 1)
        return bool(self._again)

    def _submit(self, function: Any, *arguments: Any, address: str, fetch: bool = True) -> Future:
        # The worker is fixed, so that Dask itself never gives a hand-in that ended its worker to another.
        future = self._client.submit(function, *arguments, workers=[address], pure=False)
        self._at[future] = address
        future.add_done_callback(partial(self._finished, fetch))
        return future

    def _finished(self, fetch: bool, future: Future) -> None:
        """Fetch a result while the last one is being recorded; Dask calls this in a thread of its own."""
        if future in self._at:
            self._ended.add(future)
            self._client.loop.add_callback(self._fetch, future, fetch or future.status == "error")

    async def _fetch(self, future: Future, fetch: bool) -> None:
        try:
            self._fetched.put((future, await future if fetch else None))
        except (Exception, CancelledError) as error:
            self._fetched.put((future, error))

    def _free(self, at_a_worker: int) -> str | None:
        """Return the address of the worker that has least to do, if one can take the next hand-in."""
        avoid, _ = self._failed_at.get(_key(self._again[-1]), ("", ""))
        pending = {
            address: len(worker.pending)
            for address, worker in self._workers.items()
            if worker.is_ready and (address != avoid or len(self._workers) == 1)
        }
        address = min(pending, key=lambda each: pending[each], default=None)
        return address if address is not None and pending[address] < at_a_worker else None

    def _give(self, address: str, hand_in: HandIn) -> None:
        worker = self._workers[address]
        if not worker.pending:
            worker.heard = time.monotonic()
        future = self._submit(grade_on_worker, worker.setup, hand_in, address=address)
        worker.pending[future] = hand_in

    def _collect(self) -> Iterator[Result]:
        """Wait for a result, but not for long; yield all that have come."""
        found = []
        with suppress(Empty):
            found.append(self._fetched.get(timeout=_SECONDS_BETWEEN_LOOKS))
            while True:
                found.append(self._fetched.get_nowait())
        for future, result in found:
            yield from self._take(future, result)

    def _take(self, future: Future, result: Any) -> Iterator[Result]:
        if (address := self._at.pop(future, None)) is None:  # its worker was given up
            return
        self._ended.discard(future)
        worker = self._workers[address]
        hand_in = worker.pending.pop(future)
        worker.heard = time.monotonic()
        if not isinstance(result, BaseException):
            self._any_fits = worker.is_ready = True
            if hand_in is not None:
                yield from self._check(address, hand_in, result)
        elif future.status != "error":  # not the task's own
            raise result
        elif hand_in is None or isinstance(result, UnfitWorker):
            self._refuse(address, hand_in, result)
        else:
            yield from self._interrupted(address, hand_in, f"{type(result).__name__}: {result}")

    def _check(self, address: str, hand_in: HandIn, result: Result) -> Iterator[Result]:
        """Yield a result, unless the fault may be the worker's: then another tries, once."""
        before = self._failed_at.pop(_key(hand_in), None)
        if not result.pack and before is None:
            log.warning("Grading %s, %s failed at %s: %s", *_key(hand_in), address, result.reason)
            self._failed_at[_key(hand_in)] = address, result.reason
            self._again.append(hand_in)
            return
        if result.pack and before is not None and before[0] != address:
            self._blame(*before)
        yield result

    def _blame(self, address: str, why: str) -> None:
        """Use a worker no more once it has failed too often where another didn't."""
        if (worker := self._workers.get(address)) is None:
            return
        worker.faults += 1
        if worker.faults == _FAULTS:
            failed = f"it failed with {_FAULTS} hand-ins that others could grade"
            self._retire(address, f"{failed}, the last time with {why}")
            self._again += self._forget(address)

    def _retire(self, address: str, why: str) -> None:
        self._refused[address] = why
        self._tell(f"The worker {address} is no longer used: {why}.")

    def _look(self) -> Iterator[Result]:
        """Look which workers there are; yield the results of hand-ins that are set aside."""
        late = time.monotonic() - self._next_look
        if late < 0:
            return
        if late > _SECONDS_BETWEEN_LOOKS:  # this process had something else to do, or was suspended
            self._last_worker += late
            for worker in self._workers.values():
                worker.heard += late
        self._next_look = time.monotonic() + _SECONDS_BETWEEN_LOOKS
        if self._client.status != "running":
            raise CommClosedError("it has gone")
        here = set(self._client.sync(self._client.scheduler.ncores, callback_timeout=_SECONDS_TO_ANSWER))
        for address in here - self._workers.keys() - self._refused.keys():
            self._workers[address] = _Worker(self._submit(prepare, self._setup, address=address, fetch=False))
        for address, worker in [*self._workers.items()]:
            if address not in here:
                yield from self._give_up(address, "it has left")
            elif worker.pending and time.monotonic() - worker.heard > self._limit:
                self._retire(address, f"it gave no result for {self._limit} seconds")
                yield from self._give_up(address, self._refused[address])
        self._check_hope()

    def _give_up(self, address: str, why: str) -> Iterator[Result]:
        """Forget a worker. What it was grading is suspected; the rest goes to others."""
        pending = self._workers[address].pending
        begun = next((hand_in for future, hand_in in pending.items() if future not in self._ended), None)
        self._again += [each for each in self._forget(address) if each is not begun]
        if begun is not None:
            yield from self._interrupted(address, begun, f"the worker {address} was given up: {why}")

    def _refuse(self, address: str, hand_in: HandIn | None, error: BaseException) -> None:
        """Use a worker no more, because it can't grade."""
        why = str(error) if isinstance(error, UnfitWorker) else f"{type(error).__name__}: {error}. {INSTALL}"
        self._refused[address] = why
        self._tell(f"The worker {address} is not used: {why}")
        self._again += [*([hand_in] if hand_in else []), *self._forget(address)]

    def _forget(self, address: str) -> list[HandIn]:
        """Give a worker nothing more; return the hand-ins that it had."""
        worker = self._workers.pop(address)
        for future in worker.pending:
            del self._at[future]  # a late answer finds nobody who waits for it
        self._ended.difference_update(worker.pending)
        self._client.cancel([worker.setup, *worker.pending])
        return worker.hand_ins

    def _interrupted(self, address: str, hand_in: HandIn, why: str) -> Iterator[Result]:
        log.warning("Grading %s, %s was interrupted: %s", *_key(hand_in), why)
        self._failed_at[_key(hand_in)] = address, why
        yield from self._suspects.add(hand_in)

    def _check_hope(self) -> None:
        """Raise a `CourseError` if no worker will grade what is left."""
        if self._workers:
            self._last_worker = time.monotonic()
        elif self._refused and not self._any_fits:
            whys = "\n".join(f"- {address}: {why}" for address, why in self._refused.items())
            raise CourseError(f"No worker can grade:\n{whys}")
        elif time.monotonic() - self._last_worker > _SECONDS_TO_JOIN:
            raise CourseError(
                f"There has been no worker for {_SECONDS_TO_JOIN} seconds. On each machine that is to grade, run: "
                f"dask worker {self._client.scheduler.address} --nworkers -1 --nthreads 1 --memory-limit 0"
            )


def _key(hand_in: HandIn) -> tuple[str, str]:
    return hand_in.student, hand_in.notebook


def seconds_for(packs: dict[str, Pack]) -> int:
    """Return how long a worker may take for one hand-in: for all cells, for all tests, and as long for all else."""
    return max(3 * ExecuteAndExamine(config=Config(pack.settings)).notebook_timeout for pack in packs.values())
