"""Watch what a submission's processes use together, memory and processors: limits for each don't limit all of them."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from autograder.sandbox.fair_share import FairShare

_SECONDS_BETWEEN_LOOKS = 0.2
_KB = 1024


class MemoryWatch:
    """A thread that ends the kernel of a submission which uses too much memory, and then its largest processes.

    Snapshots for earlier tests are small: they stay, so that those tests keep their points.

    Parameters
    ----------
    kernel : int
        The process id of the submission's kernel, which has just been forked. Its memory so far doesn't count.
    limit : int
        How much memory all processes in the kernel's process namespace may use together, in bytes.

    Attributes
    ----------
    passed : bool
        Whether the limit was passed.
    """

    def __init__(self, kernel: int, limit: int) -> None:
        self.passed = False
        self._kernel = kernel
        self._namespace = _process_namespace(kernel)
        self._at_start = _own_memory(kernel)
        self._limit = limit
        self._stopped = threading.Event()
        # In the grader's own namespace, nothing tells which processes are the submission's.
        if self._namespace != _process_namespace("self"):
            threading.Thread(target=self._watch, daemon=True).start()

    def stop(self) -> None:
        """Stop watching."""
        self._stopped.set()

    def _watch(self) -> None:
        share = FairShare()
        while not self._stopped.wait(_SECONDS_BETWEEN_LOOKS):
            pids = list(self._pids())
            share.look(pids)
            # Forks share memory, so this counts too much, but it is quick.
            at_most = sum(max(0, _own_memory(pid) - self._at_start) for pid in pids)
            if at_most > self._limit:
                self._end_largest({pid: _share_of_memory(pid) for pid in pids})

    def _end_largest(self, shares: dict[int, int]) -> None:
        left = sum(shares.values())
        for pid in sorted(shares, key=lambda pid: (pid != self._kernel, -shares[pid])):
            if left <= self._limit + self._at_start:
                return
            self.passed = True
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            left -= shares[pid]

    def _pids(self) -> Iterator[int]:
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit():
                with suppress(OSError):  # it has ended meanwhile
                    if _process_namespace(folder.name) == self._namespace:
                        yield int(folder.name)


def _process_namespace(pid: int | str) -> Path:
    return Path(f"/proc/{pid}/ns/pid").readlink()


def _own_memory(pid: int) -> int:
    """Return a process's memory that no file backs, in bytes, whether shared with a fork or not."""
    return _sum_lines(Path(f"/proc/{pid}/status"), "RssAnon:", "RssShmem:")


def _share_of_memory(pid: int) -> int:
    """Return a process's memory in bytes, with its share of what it shares with others."""
    return _sum_lines(Path(f"/proc/{pid}/smaps_rollup"), "Pss:")


def _sum_lines(path: Path, *starts: str) -> int:
    try:
        lines = path.read_text().splitlines()
    except OSError:  # it has ended meanwhile
        return 0
    return sum(int(line.split()[1]) * _KB for line in lines if line.startswith(starts))
