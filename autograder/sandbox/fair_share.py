"""Give a submission no more than its share of the processors while others want theirs.

Linux shares processors among threads, or among sessions first (autogroup), so a submission of many threads or sessions
would get several times what the others get. One that uses more than one core goes on as the most patient of processes
("nice"): it gets what others leave.
"""

import os
import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

_CREDIT = 2  # seconds of processor time that a submission may use at once, beyond those of one core
_MOST_PATIENT = 19
_TICKS = os.sysconf("SC_CLK_TCK")


class FairShare:
    """Counts what a submission's processes use.

    Attributes
    ----------
    is_over : bool
        Whether they have used more than their share. Then all of them are patient, and so is what they start; only root
        could undo it.
    """

    def __init__(self) -> None:
        self.is_over = False
        self._credit: float = _CREDIT
        self._used = 0.0
        self._looked = time.monotonic()

    def look(self, pids: Collection[int]) -> None:
        """Count what these processes have used since the last look."""
        now, used = time.monotonic(), sum(map(processor_seconds, pids))
        # Where processes have ended, it may be less than before.
        self._credit = min(_CREDIT, self._credit + (now - self._looked) - max(0, used - self._used))
        self._looked, self._used = now, used
        self.is_over = self.is_over or self._credit < 0
        if self.is_over:
            for pid in pids:
                _make_patient(pid)


def processor_seconds(pid: int) -> float:
    """Return the processor time that a process has used, with that of its ended children; 0 if it has ended."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(map(int, words[11:15])) / _TICKS


def _make_patient(pid: int) -> None:
    with suppress(OSError):  # it has ended meanwhile
        for thread in Path(f"/proc/{pid}/task").iterdir():
            os.setpriority(os.PRIO_PROCESS, int(thread.name), _MOST_PATIENT)
    with suppress(OSError):  # this Linux doesn't group by session, or lets nobody but root change two groups at a time
        group = Path(f"/proc/{pid}/autogroup")
        if not group.read_text().endswith(f" {_MOST_PATIENT}\n"):
            group.write_text(str(_MOST_PATIENT))
