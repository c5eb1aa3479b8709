"""`autograder grade --scheduler`: the same gradebook as one machine's, whatever happens to the cluster."""

import functools
import json
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest

from autograder.collect.hand_in import HandIn, Sender
from autograder.grading.pack import Pack
from tests.autograder.class_run.conftest import RIGHT, WRONG, Course, at_least, wait_for
from tests.autograder.class_run.fake_workers import FAILS, KILLS, WAITS, FakeCluster, fake_cluster
from tests.conftest import Command, Run

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="submissions are isolated on Linux")]

# As the guide has them.
START_SCHEDULER = "DASK_DISTRIBUTED__ADMIN__LOW_LEVEL_LOG_LENGTH=10 dask scheduler"
START_WORKERS = "dask worker tcp://grader:8786 --nworkers -1 --nthreads 1 --memory-limit 0"
GRADE = "autograder grade unit04 --scheduler tcp://grader:8786"


def graded_files(course: Course) -> dict[str, bytes]:
    """Return all that was written into autograded/."""
    folder = course.folder / "autograded"
    times = re.compile(rb'"(iopub|shell)[.\w]+": "[^"]+"')  # when each cell began and ended
    found = {str(path.relative_to(folder)): times.sub(b"", path.read_bytes()) for path in folder.rglob("*.ipynb")}
    assert len(found) == 6
    return found


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start Dask's commands, in a folder that holds nothing of a course."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    started = []

    def start(command: str) -> subprocess.Popen[bytes]:
        log = (folder / "log").open("ab")
        started.append(subprocess.Popen(["env", *command.split()], cwd=folder, stdout=log, stderr=log))
        return started[-1]

    yield start
    for process in started:
        for each in [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]:
            each.kill()
        process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[FakeCluster]:
    """A cluster whose workers grade nothing, still without any."""
    (folder := tmp_path / "cluster").mkdir()
    with fake_cluster(folder) as cluster:
        yield cluster


def start(course: Course, cluster: FakeCluster) -> Command:
    """Start the command."""
    return Command(["autograder", "grade", "unit01", "--scheduler", cluster.address], course.folder, own_server=True)


def hand_in_six(course: Course) -> Course:
    """Hand in six notebooks."""
    for number in range(6):
        course.hand_in(f"s{number}", RIGHT if number % 2 else WRONG)
    return course


@pytest.fixture
def six(course: Course) -> Course:
    """A class of six."""
    return hand_in_six(course)


def rows(course: Course) -> list[tuple[Any, ...]]:
    """Return what is recorded, except with which settings it was graded."""
    return [row[:4] if len(row) == 5 else row for row in course.rows()]


@pytest.fixture(scope="module")
def undisturbed(released: Path, tmp_path_factory: pytest.TempPathFactory, run: Run) -> list[tuple[Any, ...]]:
    """What a run of the class of six records that nothing disturbs."""
    folder = tmp_path_factory.mktemp("undisturbed")
    course = hand_in_six(Course(shutil.copytree(released, folder / "course"), run))
    with fake_cluster(folder) as cluster:
        cluster.add_worker()
        status, said = start(course, cluster).wait()
    assert status == 0, said
    assert course.scores() == {f"s{number}": number % 2 for number in range(6)}
    return rows(course)


def is_fork_server(process: psutil.Process) -> bool:
    """Say whether a process is the fork server of a worker."""
    with suppress(psutil.NoSuchProcess):
        return "autograder.processes.fork_server" in process.cmdline()
    return False


def test_a_cluster_of_real_workers_grades_as_one_machine_does_though_one_is_killed(
    course: Course, dask: Callable[..., subprocess.Popen[bytes]], tmp_path: Path, run: Run
) -> None:
    hand_in_six(course)
    alone = Course(shutil.copytree(course.folder, tmp_path / "alone"), run)
    file = tmp_path / "scheduler.json"
    scheduler = dask(f"{START_SCHEDULER} --host 127.0.0.1 --port 0 --no-dashboard --scheduler-file {file}")
    workers = dask(START_WORKERS.replace("tcp://grader:8786", f"--scheduler-file {file}"))
    alone.grade("--jobs", "2")  # while they start
    while not file.exists():
        assert scheduler.poll() is None
        time.sleep(0.1)
    address = json.loads(file.read_text())["address"]
    command = Command([*GRADE.replace("unit04", "unit01").split()[:-1], address], course.folder, own_server=True)
    wait_for(functools.partial(at_least, course, 1), command)
    servers = [each for each in psutil.Process(workers.pid).children(recursive=True) if is_fork_server(each)]
    victim = psutil.Process(servers[0].ppid())  # not one that only starts
    children = victim.children(recursive=True)
    victim.kill()
    status, said = command.wait()
    assert status == 0, said
    assert course.rows() == alone.rows()
    assert graded_files(course) == graded_files(alone)
    psutil.wait_procs(children, timeout=30)
    assert not any(child.is_running() and child.status() != psutil.STATUS_ZOMBIE for child in children)


@pytest.mark.parametrize("fault", ["killed", "hangs", "cut off"])
def test_another_worker_grades_what_a_lost_one_was_grading(
    six: Course, cluster: FakeCluster, undisturbed: list[tuple[Any, ...]], fault: str
) -> None:
    if fault == "hangs":  # a worker that says nothing for 6 s is given up
        with (six.folder / "nbgrader_config.py").open("a") as config:
            config.write("\nc.ExecuteAndExamine.notebook_timeout = 2\n")
    cluster.plan("s0", WAITS * 2)
    proxy, way = cluster.add_proxy()
    victim = cluster.add_worker(through=way)
    command = start(six, cluster)
    wait_for(lambda: cluster.seen("begun"), command)
    other = cluster.add_worker()  # in the middle of the run
    {"killed": victim.kill, "hangs": victim.suspend, "cut off": proxy.kill}[fault]()
    wait_for(lambda: cluster.seen("begun")[-1] == ("s0", other.pid), command)
    if fault != "killed":  # a late answer
        victim.resume()
        cluster.go_on(victim)
        wait_for(lambda: ("s0", victim.pid) in cluster.seen("ended"), command)
    cluster.go_on(other)
    status, said = command.wait()
    assert status == 0, said
    assert "6 hand-ins: 6 graded; 0 unchanged" in said
    assert rows(six) == undisturbed


def test_a_hand_in_that_ends_its_worker_twice_is_set_aside_and_named(
    six: Course, cluster: FakeCluster, undisturbed: list[tuple[Any, ...]]
) -> None:
    cluster.plan("s0", KILLS * 3)  # the first, so that no result of its worker's can be lost with it
    for _ in range(3):
        cluster.add_worker()
    status, said = start(six, cluster).wait()
    assert status == 1, said
    assert "s0, small: could not be graded: the process that graded it ended 2 times" in said.splitlines()
    assert [student for student, _ in cluster.seen("begun")].count("s0") == 2
    assert [row for row in rows(six) if "s0" not in row] == [row for row in undisturbed if "s0" not in row]


def test_what_fails_at_a_broken_worker_is_graded_by_another(
    six: Course, cluster: FakeCluster, undisturbed: list[tuple[Any, ...]]
) -> None:
    for student in ("s0", "s2"):
        cluster.plan(student, WAITS)
    broken = cluster.add_worker(broken=True)  # gets s0 and s1
    command = start(six, cluster)
    wait_for(lambda: cluster.seen("begun") == [("s0", broken.pid)], command)
    other = cluster.add_worker()  # gets s2 and s3
    wait_for(lambda: ("s2", other.pid) in cluster.seen("begun"), command)
    cluster.go_on(broken)
    wait_for(lambda: ("s1", broken.pid) in cluster.seen("ended"), command)
    cluster.go_on(other)
    status, said = command.wait()
    assert status == 0, said
    assert rows(six) == undisturbed
    why = "it failed with 3 hand-ins that others could grade, the last time with OSError: the disk is full."
    assert f"is no longer used: {why}" in said


def test_a_worker_that_is_alone_tries_again_itself(
    six: Course, cluster: FakeCluster, undisturbed: list[tuple[Any, ...]]
) -> None:
    for student in ("s0", "s1", "s2"):
        cluster.plan(student, FAILS)
    cluster.add_worker()
    status, said = start(six, cluster).wait()
    assert status == 0, said
    assert rows(six) == undisturbed
    assert "no longer used" not in said


def test_what_a_worker_did_while_the_command_was_suspended_counts(
    six: Course, cluster: FakeCluster, undisturbed: list[tuple[Any, ...]]
) -> None:
    with (six.folder / "nbgrader_config.py").open("a") as config:
        config.write("\nc.ExecuteAndExamine.notebook_timeout = 2\n")  # 6 s of silence, and a worker is given up
    cluster.plan("s0", WAITS)
    worker = cluster.add_worker()
    command = start(six, cluster)
    wait_for(lambda: cluster.seen("begun"), command)
    command.process.send_signal(signal.SIGSTOP)
    cluster.go_on(worker)
    time.sleep(7)
    command.process.send_signal(signal.SIGCONT)
    status, said = command.wait()
    assert status == 0, said
    assert [student for student, _ in cluster.seen("begun")] == [f"s{number}" for number in range(6)]
    assert rows(six) == undisturbed


def test_an_interrupt_ends_the_run_though_the_scheduler_hangs(six: Course, cluster: FakeCluster) -> None:
    cluster.plan("s0", WAITS)
    cluster.add_worker()
    command = start(six, cluster)
    wait_for(lambda: cluster.seen("begun"), command)
    cluster.scheduler.suspend()
    command.process.send_signal(signal.SIGINT)
    status, said = command.wait()
    assert status == 2
    assert said.splitlines()[-1].startswith("Interrupted. What is recorded stays")


def test_the_scheduler_is_killed_and_the_next_run_goes_on(
    six: Course, cluster: FakeCluster, undisturbed: list[tuple[Any, ...]], tmp_path: Path
) -> None:
    cluster.plan("s3", WAITS)
    cluster.add_worker()
    command = start(six, cluster)
    wait_for(lambda: len(cluster.seen("begun")) == 4, command)
    cluster.scheduler.kill()
    status, said = command.wait()
    assert status == 2
    assert said.splitlines()[-1] == (
        f"The run stopped: the connection to the scheduler {cluster.address} broke. "
        f"What is recorded stays; to go on, run: autograder grade unit01 --scheduler {cluster.address}"
    )
    (tmp_path / "next").mkdir()
    with fake_cluster(tmp_path / "next") as another:
        another.add_worker()
        status, said = start(six, another).wait()
    assert status == 0, said
    assert rows(six) == undisturbed


def test_the_command_is_killed_and_workers_drop_what_it_gave_them(
    six: Course, cluster: FakeCluster, undisturbed: list[tuple[Any, ...]]
) -> None:
    cluster.plan("s0", WAITS)
    worker = cluster.add_worker()
    command = start(six, cluster)
    wait_for(lambda: cluster.seen("begun"), command)
    command.process.kill()
    command.wait()
    command = start(six, cluster)
    cluster.go_on(worker)
    status, said = command.wait()
    assert status == 0, said
    assert [student for student, _ in cluster.seen("begun")] == ["s0", *(f"s{number}" for number in range(6))]
    assert rows(six) == undisturbed


def test_a_worker_of_another_version_is_refused_and_named(
    six: Course, cluster: FakeCluster, undisturbed: list[tuple[Any, ...]]
) -> None:
    cluster.add_worker(version="numpy-1")
    status, said = start(six, cluster).wait()
    assert status == 2
    assert "No worker can grade:" in said and "it has numpy-1 in place of" in said
    assert "the same version of the course there, and start the worker again" in said
    worker = cluster.add_worker()
    status, said = start(six, cluster).wait()
    assert status == 0
    assert "is not used: it has another version of the course" in said
    assert {process for _, process in cluster.seen("begun")} == {worker.pid}
    assert rows(six) == undisturbed


def test_an_address_that_is_none_is_one_line(six: Course) -> None:
    done = six.grade("--scheduler", "grader", check=False)
    assert done.returncode == 2
    assert done.stdout.startswith("The run stopped: no scheduler answers at grader: missing port number")
    assert done.stdout.count("\n") == 1


def test_hand_ins_are_read_no_faster_than_they_are_graded(cluster: FakeCluster) -> None:
    from autograder.class_run.cluster import DaskPool  # Dask takes a second to import

    read: list[str] = []

    def hand_ins() -> Iterator[HandIn]:
        for number in range(20):
            read.append(f"s{number}")
            yield HandIn(read[-1], Sender("", read[-1], read[-1]), "unit01", "small", b"")

    cluster.add_worker()
    graded = []
    for results in DaskPool(cluster.address, pytest.fail).map(hand_ins(), {"small": Pack("unit01", "small", b"")}):
        graded += [result.student for result in results]
        assert len(read) <= len(graded) + 2  # the worker's
    assert graded == read
