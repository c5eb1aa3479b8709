"""Another process that grades an assignment, as far as its lock goes."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

import pytest

from autograder.course.errors import CourseError
from autograder.record.only_run import only_run


@contextmanager
def other_run(db_url: str, assignment: str) -> Iterator[BaseProcess]:
    """Run it until the end, unless it is killed before."""
    here, there = Pipe()
    process = get_context("fork").Process(target=_hold, args=(db_url, assignment, there))
    process.start()
    try:
        assert here.recv() == "held"
        yield process
    finally:
        process.kill()
        process.join()


def check_refused(db_url: str, other: BaseProcess) -> None:
    """Check that a second run of an assignment is refused, and one of another is not, while the other process runs."""
    who = f"process {other.pid} on {socket.gethostname()[:20]} since 20"
    with pytest.raises(CourseError, match=f"unit01 is being graded already, by {who}"), only_run(db_url, "unit01"):
        pass
    with only_run(db_url, "unit02"):
        pass


def _hold(db_url: str, assignment: str, there: Connection) -> None:
    with only_run(db_url, assignment):
        there.send("held")
        time.sleep(600)
