"""Another process that grades an assignment, as far as its lock goes."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

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


def _hold(db_url: str, assignment: str, there: Connection) -> None:
    with only_run(db_url, assignment):
        there.send("held")
        time.sleep(600)
