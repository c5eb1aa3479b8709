"""A pool of processes: what ends one of them costs nobody else."""

import os
import signal
import sys
from itertools import chain
from pathlib import Path

import pytest

from autograder.class_run import pool
from autograder.collect.hand_in import HandIn, Sender
from autograder.grading.pack import Pack
from autograder.processes.fork_server import fork_server
from autograder.record.records import GRADED, NOT_GRADED
from autograder.record.result import Result


def _grade(hand_in: HandIn, pack: Pack) -> Result:
    """Grade nothing; end the process if the hand-in says so, and note it."""
    if hand_in.content:
        with Path(hand_in.content.decode()).open("a") as file:
            file.write(".")
        os.kill(os.getpid(), signal.SIGKILL)
    return Result(hand_in.student, hand_in.assignment, hand_in.notebook, GRADED)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux")
def test_a_hand_in_that_ends_its_process_twice_is_set_aside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pool, "grade", _grade)
    monkeypatch.setattr(fork_server, "preload", [])
    students = [f"s{number}" for number in range(8)]
    hand_ins = [
        HandIn(each, Sender("", each, each), "unit01", "small", str(tmp_path / each).encode() if each == "s3" else b"")
        for each in students
    ]
    try:
        results = [*chain(*pool.ProcessPool(2).map(hand_ins, {"small": Pack("unit01", "small", b"")}))]
    finally:
        fork_server.close()
    assert {result.student: result.outcome for result in results} == {
        student: NOT_GRADED if student == "s3" else GRADED for student in students
    }
    assert len(results) == len(students)
    assert (tmp_path / "s3").read_text() == ".."
    (reason,) = (result.reason for result in results if result.reason)
    assert reason == "the process that graded it ended 2 times"
