"""Give a submission no more than its share of the processors while others want theirs.

Linux shares processors among threads, or among sessions first (autogroup), so a submission of many threads or sessions
would get several times what the others get. One that keeps more than two threads busy goes on as the most patient of
processes ("nice"): it gets what others leave.
"""

import os
import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

_THREADS = 2  # that an honest kernel keeps busy at most: the student's code, and what sends its output
_CREDIT = 2  # seconds for which a submission may run one more thread, after a while with fewer
_MOST_PATIENT = 19


class FairShare:
    """Counts the busy threads of a submission's processes, whether they run or wait for a processor.

    Attributes
    ----------
    is_over : bool
        Whether they have taken more than their share. Then all of them are patient, and so is what they start; only
        root could undo it.
    """

    def __init__(self) -> None:
        self.is_over = False
        self._credit: float = _CREDIT
        self._looked = time.monotonic()

    def look(self, pids: Collection[int]) -> None:
        """Count what these processes are doing."""
        now = time.monotonic()
        self._credit = min(_CREDIT, self._credit + (now - self._looked) * (_THREADS - sum(map(busy_threads, pids))))
        self._looked = now
        self.is_over = self.is_over or self._credit < 0
        if self.is_over:
            for pid in pids:
                _make_patient(pid)


def busy_threads(pid: int) -> int:
    """Return how many threads of a process run, or could run if there were a processor for them."""
    busy = 0
    with suppress(OSError):  # it has ended meanwhile
        for thread in Path(f"/proc/{pid}/task").iterdir():
            busy += (thread / "stat").read_text().rpartition(")")[2].split()[0] == "R"
    return busy


def _make_patient(pid: int) -> None:
    with suppress(OSError):  # it has ended meanwhile
        for thread in Path(f"/proc/{pid}/task").iterdir():
            os.setpriority(os.PRIO_PROCESS, int(thread.name), _MOST_PATIENT)
    with suppress(OSError):  # this Linux doesn't group by session, or lets nobody but root change two groups at a time
        group = Path(f"/proc/{pid}/autogroup")
        if not group.read_text().endswith(f" {_MOST_PATIENT}\n"):
            group.write_text(str(_MOST_PATIENT))
