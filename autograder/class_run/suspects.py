"""Hand-ins whose grading was interrupted: who is tried again, and who is set aside."""

from collections import Counter
from collections.abc import Iterator

from autograder.collect.hand_in import HandIn
from autograder.record.records import NOT_GRADED
from autograder.record.result import Result

_TRIES = 2  # of a hand-in whose grading ends the process that grades


class Suspects:
    """Hand-ins during whose grading a process ended, or a worker of a cluster.

    They wait until all others have been graded. Then each is tried again, alone, so that it can't take others along.
    """

    def __init__(self) -> None:
        self._waiting: list[HandIn] = []
        self._interrupted: Counter[tuple[str, str]] = Counter()

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def take(self) -> Iterator[HandIn]:
        """Yield those that wait, until there are none."""
        while self._waiting:
            yield self._waiting.pop(0)

    def add(self, hand_in: HandIn) -> Iterator[Result]:
        """Add one whose grading was interrupted; yield a result if that was its last try."""
        key = hand_in.student, hand_in.notebook
        self._interrupted[key] += 1
        if self._interrupted[key] < _TRIES:
            self._waiting.append(hand_in)
        else:
            yield Result(
                hand_in.student,
                hand_in.assignment,
                hand_in.notebook,
                NOT_GRADED,
                f"the process that graded it ended {_TRIES} times",
                hand_in=hand_in.fingerprint,  # and no pack: the next run tries again, as the fault may be a machine's
            )
