"""`autograder grade` when it is disturbed: the same gradebook in the end, whatever happens meanwhile."""

import functools
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.autograder.class_run.conftest import RIGHT, WRONG, Course, at_least, wait_for
from tests.conftest import Command, Run

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="submissions are isolated on Linux")]

WAITS = "import time; time.sleep(2)\n"


def hand_in_slowly(course: Course) -> Course:
    """Hand in six notebooks that take two seconds each."""
    for number in range(6):
        course.hand_in(f"s{number}", WAITS + (RIGHT if number % 2 else WRONG), why="Because." * (number % 3))
    return course


@pytest.fixture
def slow_class(course: Course) -> Course:
    """A class whose run can be disturbed."""
    return hand_in_slowly(course)


@pytest.fixture(scope="module")
def undisturbed(released: Path, tmp_path_factory: pytest.TempPathFactory, run: Run) -> list[tuple[Any, ...]]:
    """What a run of the slow class records that nothing disturbs."""
    folder = tmp_path_factory.mktemp("undisturbed") / "course"
    course = hand_in_slowly(Course(shutil.copytree(released, folder), run))
    course.grade()
    return course.rows()


def has_begun(course: Course, command: Command) -> bool:
    """Say whether a command has become the assignment's only run; one that was killed leaves its lock file."""
    lock = course.folder / "gradebook.db.unit01.lock"
    return lock.exists() and f"process {command.process.pid} on " in lock.read_text()


def test_the_command_is_killed_and_the_next_goes_on(slow_class: Course, undisturbed: list[tuple[Any, ...]]) -> None:
    for least in (1, 3):
        command = slow_class.start("--jobs", "1")  # so that much is left to do
        wait_for(functools.partial(has_begun, slow_class, command), command)
        wait_for(functools.partial(at_least, slow_class, least), command)
        second = slow_class.grade(check=False)
        assert second.returncode == 2
        assert f"unit01 is being graded already, by process {command.process.pid} on " in second.stdout
        children = command.process.children(recursive=True)
        command.process.kill()
        command.wait()
        psutil.wait_procs(children, timeout=30)
        assert not any(child.is_running() and child.status() != psutil.STATUS_ZOMBIE for child in children)
    slow_class.grade()
    assert slow_class.rows() == undisturbed


def processes(command: Command, kind: str) -> list[psutil.Process]:
    """List a command's fork server, or the processes of its pool."""
    found = []
    for child in command.process.children():
        with suppress(psutil.Error):  # it has just ended
            if ("autograder.processes.fork_server" in child.cmdline()) == (kind == "fork server"):
                found.append(child)
    return found


@pytest.mark.parametrize("kind", ["fork server", "pool"])
def test_a_process_is_killed_and_the_run_goes_on(
    slow_class: Course, undisturbed: list[tuple[Any, ...]], kind: str
) -> None:
    command = slow_class.start("--jobs", "2")
    wait_for(functools.partial(at_least, slow_class, 2), command)
    wait_for(lambda: processes(command, kind), command)[0].kill()
    status, said = command.wait()
    assert status == 0, said
    assert slow_class.rows() == undisturbed


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_an_interrupt_is_one_line_that_says_how_to_go_on(
    slow_class: Course, undisturbed: list[tuple[Any, ...]], number: int
) -> None:
    command = slow_class.start("--jobs", "1")  # so that much is left to do
    wait_for(functools.partial(at_least, slow_class, 1), command)
    command.process.send_signal(number)
    status, said = command.wait()
    assert status == 2, said
    assert (
        said.splitlines()[-1] == ("Interrupted. What is recorded stays; to go on, run: autograder grade unit01")
        and len(said.splitlines()) <= 2
    )
    slow_class.grade()
    assert slow_class.rows() == undisturbed


def test_a_locked_gradebook_stops_the_run_and_loses_nothing(
    slow_class: Course, undisturbed: list[tuple[Any, ...]]
) -> None:
    with sqlite3.connect(slow_class.folder / "gradebook.db", isolation_level=None) as other:
        other.execute("begin exclusive")
        done = slow_class.grade(check=False)
        other.execute("rollback")
    assert done.returncode == 2
    assert "database is locked" in done.stdout and "Traceback" not in done.stdout
    slow_class.grade()
    assert slow_class.rows() == undisturbed


def test_a_full_disk_stops_the_run_and_loses_nothing(
    slow_class: Course, undisturbed: list[tuple[Any, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    small = tmp_path_factory.mktemp("small")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", small]).returncode != 0:
        pytest.skip("only root can make a disk to fill")
    try:
        (slow_class.folder / "autograded").symlink_to(small)
        (small / "filler").write_bytes(b"\0" * 590_000)
        done = slow_class.grade(check=False)
        assert done.returncode == 2
        assert "No space left on device" in done.stdout and "Traceback" not in done.stdout
        (small / "filler").unlink()
        slow_class.grade()
        assert slow_class.rows() == undisturbed
    finally:
        subprocess.run(["umount", small], check=True)
