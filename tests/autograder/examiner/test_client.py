"""Examiners: processes that are forked from the fork server, against snapshots that are forks of the tests themselves."""

import contextlib
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest

from autograder.examiner import agent
from autograder.examiner.channel import Channel, ConnectionLost
from autograder.examiner.client import Examiner
from tests.autograder.examiner.conftest import fork
from tests.autograder.libraries.journey import message
from tests.conftest import code, graded, notebook

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="elsewhere, nothing is forked")]

Examine = Callable[..., list[Any]]
CELLS = {
    "defines": "import math\nexpected = 5\ndef check(value):\n    assert value == expected and math.pi > 3",
    "uses": "check(answer)",
    "endless": "later = 6\nwhile True:\n    pass",
    "ends-itself": "import os\nos._exit(0)",
    "signals-itself": "import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)",
    "reads": "import helper\nassert open('values.csv').read() == '1,2' and helper.value == 7",
    "prints": "print('σ' * 90_000)",
    "calls": "assert f() == 1",
    "simple": "assert answer == 5",
    "draws": "import random\nprint(random.random())",
    "hides": "assert answer == 5\n### BEGIN HIDDEN TESTS\nassert answer == 6, 'six'\n### END HIDDEN TESTS",
}


@pytest.fixture
def examiner(tmp_path: Path) -> Iterator[Examiner]:
    path = tmp_path / "small.ipynb"
    tests = [graded(source, name) for name, source in CELLS.items()]
    nbformat.write(notebook(code("answer = 5\ndef f(): return 1"), *tests), path)
    (tmp_path / "values.csv").write_text("1,2")
    (tmp_path / "helper.py").write_text("value = 7")
    examiner = Examiner(path)
    yield examiner
    examiner.close()


@pytest.fixture
def examine(examiner: Examiner) -> Iterator[Examine]:
    """Run a test cell against a snapshot of what a source defines; return its outputs."""
    processes = []

    def examine(grade_id: str, source: str = "answer = 5", seconds: float = 10, **how: bool) -> list[Any]:
        connection, process = fork(source)
        processes.append(process)
        with connection:
            return examiner.examine(grade_id, [connection], seconds, **how)

    yield examine
    for process in processes:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


def test_runs_one_test_after_another(examine: Examine) -> None:
    assert [examine("defines"), examine("uses"), examine("calls", "def f(): return 1")] == [[], [], []]
    (error,) = examine("uses", "answer = 6")
    assert (error.output_type, error.ename) == ("error", "AssertionError")
    nbformat.validate(error, ref="output", version=4)


def test_another_submission_finds_nothing_of_the_one_before(examiner: Examiner, examine: Examine) -> None:
    first, second = examine("draws"), examine("draws")
    assert (examine("defines"), first == second) == ([], False)
    examiner.forget()
    assert (examine("draws"), examine("draws")) == (first, second)
    (error,) = examine("uses")
    assert (error.ename, error.evalue) == ("NameError", "name 'check' is not defined")


def test_tests_see_the_instructors_own_files(examine: Examine) -> None:
    assert examine("reads") == []


def test_hidden_lines_can_be_left_out(examine: Examine) -> None:
    assert examine("hides", as_released=True) == []
    assert examine("hides")[0].evalue == "six"


def test_a_large_text_arrives_whole(examine: Examine) -> None:
    assert examine("prints")[0].text == "σ" * 90_000 + "\n"


@pytest.mark.parametrize("grade_id", ["endless", "ends-itself", "signals-itself"])
def test_a_test_that_does_not_come_back_fails_and_the_next_one_runs(examine: Examine, grade_id: str) -> None:
    started = time.monotonic()
    (error,) = examine(grade_id, seconds=0.5)
    assert error.ename == "TimeoutError"
    assert error.evalue.startswith("This test took more than 0.5 seconds")
    assert examine("simple") == []
    assert time.monotonic() - started < 20


def test_a_students_endless_loop_ends_the_test_in_its_time(examine: Examine) -> None:
    started = time.monotonic()
    (error,) = examine("calls", "def f():\n    while True: pass", seconds=0.5)
    assert error.evalue == "This test was stopped: your code took too long to answer."
    assert time.monotonic() - started < 60
    assert examine("simple") == []


def collide(n: int) -> bytes:
    """Return a message of numbers whose hashes are equal: a set of them takes time that grows with their square."""
    return message(b'["set",' + b",".join(b"%d" % (i * (2**61 - 1)) for i in range(n)) + b"]")


@pytest.mark.parametrize(
    "forged",
    [
        collide(100_000),  # takes minutes
        message(b'["list"' + b',["list"]' * 6_500_000 + b"]"),  # takes gigabytes
    ],
    ids=["time", "memory"],
)
def test_a_hostile_message_ends_its_test_at_most(examiner: Examiner, examine: Examine, forged: bytes) -> None:
    ours, theirs = socket.socketpair()

    def answer() -> None:
        with contextlib.suppress(ConnectionLost):
            channel = Channel(theirs)
            channel.receive()
            channel.send(agent.VALUE + forged)
            channel.receive()

    thread = threading.Thread(target=answer)
    thread.start()
    with ours:
        (error,) = examiner.examine("simple", [ours], 2)
    thread.join()
    assert error.output_type == "error"
    assert examine("simple") == []
    assert psutil.Process(examiner._pid).memory_info().rss < 2**30


def test_its_process_is_gone_when_closed(examiner: Examiner, examine: Examine) -> None:
    examine("simple")
    process = psutil.Process(examiner._pid)
    assert process.is_running()
    examiner.close()
    process.wait(timeout=5)
    examiner.close()  # a second time is no mistake
