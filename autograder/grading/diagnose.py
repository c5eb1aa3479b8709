"""Name the misconception behind a failed test, where a student's answer does what a known wrong answer does."""

import socket
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from nbgrader import utils
from nbgrader.coursedir import CourseDirectory

from autograder.examiner.client import Examiner
from autograder.grading.snapshots import Snapshot
from autograder.misconceptions.table import Table
from autograder.notebook.cells import is_as_released

_SECONDS = 20  # for all variants of a test
_SECONDS_IN_ALL = 60  # then the questions that are left get no hint


class Diagnosis:
    """The snapshots of a submission that are kept for telling what is wrong with an answer.

    Each is its own, so that a diagnosis, which a student reads, never depends on what a hidden test has called.

    Parameters
    ----------
    course : CourseDirectory
        Where the table of misconceptions is.
    assignment, notebook : str
        What was handed in.
    """

    def __init__(self, course: CourseDirectory, assignment: str, notebook: str) -> None:
        self._table = Table.read(Path(course.root), assignment, notebook)
        self._snapshots: dict[str, socket.socket] = {}  # by the grade_id of the test cell

    def needs(self, test: str) -> bool:
        """Say whether something is known of the question that a test belongs to."""
        return bool(self._table.question_of(test))

    def keep(self, test: str, snapshot: Snapshot) -> None:
        """Keep a snapshot, taken where a test cell stands."""
        if snapshot is not None:
            self._snapshots[test] = snapshot

    def mark(self, cells: Sequence[Any], examiner: Examiner) -> None:
        """Put the misconception into the metadata of each question's first test cell that has failed.

        It is a dictionary: `name`, of the wrong answer; `hint`; and `question`, its solution cell. An answer that is as
        released shows no misconception.
        """
        blank = {cell.metadata.nbgrader.grade_id for cell in cells if utils.is_solution(cell) and is_as_released(cell)}
        failed: dict[str, list[Any]] = {}
        for cell in cells:
            question = self._table.question_of(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
            if question and any(output.output_type == "error" for output in cell.get("outputs", [])):
                failed.setdefault(question, []).append(cell)
        ends = time.monotonic() + _SECONDS_IN_ALL
        for question, (first, *_) in failed.items():
            known = self._table.questions[question]
            tests = list(known.right)
            if question not in blank and all(test in self._snapshots for test in tests):
                behaviour = {}
                for test in tests:
                    seconds = min(_SECONDS, ends - time.monotonic())
                    if seconds <= 0:
                        return
                    behaviour[test] = examiner.probe(test, self._snapshots.pop(test), seconds)
                if found := known.recognise(behaviour):
                    first.metadata["misconception"] = {"question": question, "name": found[0], "hint": found[1]}

    def close(self) -> None:
        """End the snapshots that weren't needed."""
        for snapshot in self._snapshots.values():
            with suppress(OSError):
                snapshot.close()
        self._snapshots.clear()
