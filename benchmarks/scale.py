"""How does a class grow? Run: `python -m benchmarks.scale`; it takes half an hour; less with smaller numbers.

Hand-ins are tiny, so that what surrounds them shows.

- grading: `autograder grade` with one and two processes, and with one and two workers of Dask on this machine;
- messages: the same with workers that grade nothing, so that only the coordinator and Dask's scheduler work;
- recording: the one writer alone. One result is recorded under the names of a whole class, in SQLite and PostgreSQL;
  then `autograder grade` goes through that class, finds nothing to grade, and reports;
- model: from what these measure, how long a class takes on many workers, and what holds it up; for one and two workers,
  beside what was measured.
"""

import argparse
import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import psutil
from distributed import Client
from nbgrader.coursedir import CourseDirectory
from rich.console import Console
from rich.table import Table
from sqlalchemy import create_engine, text
from traitlets.config import Config

from autograder.class_run.hand_ins import read_hand_in
from autograder.course.config import load_config
from autograder.grading.grade import grade
from autograder.grading.pack import read_packs
from autograder.processes.fork_server import fork_server
from autograder.record.recorder import Recorder
from autograder.record.result import Result
from benchmarks.grading import UNIT, make_light_class
from tests import postgresql
from tests.autograder.class_run.fake_workers import FakeCluster, fake_cluster

os.environ.setdefault("DASK_LOGGING__DISTRIBUTED", "error")  # read as it is imported, by what the cluster starts

MB = 2**20
PROCESSES, CLUSTER, NOTHING = "jobs", "Dask", "messages"
NOTEBOOK = "light"
MANY = 16  # workers that grade nothing
REAL = 2.0  # seconds of a processor that a real notebook takes; `make bench` measures it
CORES = len(os.sched_getaffinity(0))
console = Console()


@dataclass
class Run:
    """What a command has used."""

    seconds: float  # by the clock
    own: float  # seconds of a processor, of the command's own process
    memory: float  # MB, of the command's own process
    scheduler: float = 0.0  # seconds of a processor, of Dask's scheduler


@dataclass
class Writer:
    """What recording a class has used."""

    quarters: list[float]  # seconds of a processor for each
    seconds: float  # by the clock
    size: float  # MB by which the gradebook has grown
    again: Run  # `autograder grade`, when all is recorded


def run(folder: Path, *words: str) -> Run:
    """Run a command in a course folder."""
    memory = own = 0.0
    started = time.monotonic()
    with tempfile.TemporaryFile("w+") as said:
        process = psutil.Popen(words, cwd=folder, stdout=said, stderr=subprocess.STDOUT)
        while process.poll() is None:
            with suppress(psutil.NoSuchProcess):
                memory = max(memory, process.memory_info().rss / MB)
                own = max(own, sum(process.cpu_times()[:2]))
            time.sleep(0.05)
        said.seek(0)
        if process.returncode not in (0, 1):
            sys.exit(said.read())
    return Run(time.monotonic() - started, own, memory)


@contextmanager
def cluster_of(workers: int, *, real: bool) -> Iterator[FakeCluster]:
    """Run a Dask cluster on this machine."""
    with tempfile.TemporaryDirectory(prefix="scale-") as folder, fake_cluster(Path(folder)) as cluster:
        if not real:
            for _ in range(workers):
                cluster.add_worker()
            yield cluster
            return
        words = [
            "dask",
            "worker",
            cluster.address,
            "--nworkers",
            str(workers),
            "--nthreads",
            "1",
            "--memory-limit",
            "0",
        ]
        started = psutil.Popen(words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            with Client(cluster.address, set_as_default=False) as client:
                client.wait_for_workers(workers)
            yield cluster
        finally:
            for process in [*started.children(recursive=True), started]:
                process.kill()


def grade_on(way: str, workers: int, students: int) -> Run:
    """Grade a class on processes, on a cluster, or on one whose workers grade nothing."""
    with tempfile.TemporaryDirectory(prefix="scale-") as temporary:
        make_light_class(folder := Path(temporary), students)
        if way == PROCESSES:
            return run(folder, "autograder", "grade", UNIT, "--jobs", str(workers))
        with cluster_of(workers, real=way == CLUSTER) as cluster:
            before = sum(cluster.scheduler.cpu_times()[:2])
            used = run(folder, "autograder", "grade", UNIT, "--scheduler", cluster.address)
            return replace(used, scheduler=sum(cluster.scheduler.cpu_times()[:2]) - before)


def measure_grading(students: int, messages: int) -> dict[tuple[str, int, int], Run]:
    """Grade classes; return what each run used, by way, workers and students."""
    few = students // 4
    cases = [
        (way, workers, size) for way in (PROCESSES, CLUSTER) for workers, size in ((1, few), (2, few), (2, students))
    ]
    cases += [(NOTHING, MANY, messages // 4), (NOTHING, MANY, messages)]
    columns = ("", "workers", "hand-ins", "s", "ms each", "command", "Dask", "MB")
    table = table_of("grading: ms each, and of these, processor time of the command and of Dask's scheduler", *columns)
    found = {}
    for way, workers, size in cases:
        found[way, workers, size] = used = grade_on(way, workers, size)
        row = [f"{1000 * each / size:.1f}" for each in (used.seconds, used.own, used.scheduler)]
        table.add_row(way, str(workers), str(size), f"{used.seconds:.1f}", *row, f"{used.memory:.0f}")
    console.print(table)
    return found


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """Yield the URL of a new database."""
    if kind == "SQLite":
        yield f"sqlite:///{folder}/gradebook.db"
    else:
        with postgresql.server() as url:
            yield url


def measure_recording(kind: str, students: int, batch: int) -> tuple[Writer, Result]:
    """Record one result under many names, so many at a time; then grade again, which finds nothing to do."""
    with tempfile.TemporaryDirectory(prefix="scale-") as temporary, database(kind, folder := Path(temporary)) as db_url:
        make_light_class(folder, 1, db_url)
        config = load_config(folder)
        config.merge(Config(CourseDirectory={"root": temporary, "db_url": db_url}))
        pack = read_packs(config, UNIT)[NOTEBOOK]
        hand_in = read_hand_in(CourseDirectory(config=config), UNIT, "s00000", NOTEBOOK)
        assert hand_in is not None
        result = grade(hand_in, pack)
        names = [f"s{number:06}" for number in range(students)]
        for name in names:
            path = folder / "submitted" / name / UNIT / f"{NOTEBOOK}.ipynb"
            path.parent.mkdir(parents=True)
            path.write_bytes(hand_in.content)
        before_all, quarters, started = size_of(db_url), [], time.monotonic()
        with Recorder(config, UNIT) as recorder:
            for quarter in (names[i * students // 4 : (i + 1) * students // 4] for i in range(4)):
                before = time.process_time()
                for start in range(0, len(quarter), batch):
                    recorder.record([replace(result, student=name) for name in quarter[start : start + batch]])
                quarters.append(time.process_time() - before)
        seconds = time.monotonic() - started
        return Writer(quarters, seconds, size_of(db_url) - before_all, run(folder, "autograder", "grade", UNIT)), result


def size_of(db_url: str) -> float:
    """Return the MB of a database."""
    engine = create_engine(db_url)
    query = "SELECT pg_database_size(current_database())"
    if engine.name == "sqlite":
        query = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    with engine.connect() as connection:
        size = connection.scalar(text(query))
    engine.dispose()
    return size / MB


def show_recording(students: int) -> tuple[dict[int, float], Result]:
    """Record a class in several ways; return seconds of a processor for each in SQLite, by batch, and a result."""
    columns = ("", "hand-ins", "at once", "per s", "ms, first", "last", "MB", "run: s", "MB")
    table = table_of("recording: processor time of each; the gradebook's growth; a run that grades nothing", *columns)
    found = {}
    few = max(students // 20, 4)  # one at a time is slow
    for kind in ("SQLite", "PostgreSQL"):
        for size, batch in ((few, 1), (few, 2), (few, 50), (students, 50)):
            writer, result = measure_recording(kind, size, batch)
            if kind == "SQLite":
                found[batch] = sum(writer.quarters) / size
            row = [f"{4000 * writer.quarters[i] / size:.1f}" for i in (0, -1)]
            row = [f"{size / writer.seconds:.0f}", *row, f"{writer.size:.1f}"]
            table.add_row(
                kind, str(size), str(batch), *row, f"{writer.again.seconds:.1f}", f"{writer.again.memory:.0f}"
            )
    console.print(table)
    return found, result


@dataclass
class Model:
    """Seconds that each part needs for a hand-in, if it waits for no other."""

    worker: float
    coordinator: float
    scheduler: float = 0.0

    def slowest(self, workers: int, cores: int = 0) -> tuple[float, str]:
        """Return what holds a class up, and its seconds for each hand-in; on one machine, all share the cores."""
        parts = [(self.worker / workers, "workers"), (self.coordinator, "coordinator"), (self.scheduler, "scheduler")]
        if cores:
            parts.append(((self.worker + self.coordinator + self.scheduler) / cores, "cores"))
        return max(parts)


def show_model(graded: dict[tuple[str, int, int], Run], recorded: dict[int, float], size: int) -> None:
    """Say how long a class takes on many workers, by what was measured; for one and two, beside that."""
    (few, most), (fewer, more) = (
        sorted({students for way, _, students in graded if way == this}) for this in (PROCESSES, NOTHING)
    )
    small, large, alone = graded[PROCESSES, 2, few], graded[PROCESSES, 2, most], graded[PROCESSES, 1, few]
    start = max(0.0, small.seconds - few * (large.seconds - small.seconds) / (most - few))
    here = Model((alone.seconds - start) / few, (large.own - small.own) / (most - few))
    less, much = graded[NOTHING, MANY, fewer], graded[NOTHING, MANY, more]
    own, scheduler = (much.own - less.own) / (more - fewer), (much.scheduler - less.scheduler) / (more - fewer)
    console.print(
        f"The command needs {start:.1f} s to start and end. A hand-in keeps a worker busy for "
        f"{1000 * here.worker:.0f} ms, the coordinator for {1000 * here.coordinator:.1f} ms with processes and "
        f"{1000 * own:.1f} ms with a cluster, and Dask's scheduler for {1000 * scheduler:.1f} ms. The writer's part is "
        f"{1000 * recorded[1]:.1f} ms with one at a time, {1000 * recorded[50]:.1f} ms with 50. A result: {size} bytes."
    )
    there = Model(here.worker, own, scheduler)
    cases = [
        (way, here if way == PROCESSES else there, students, workers, CORES, f"{used.seconds:.0f}")
        for (way, workers, students), used in graded.items()
        if way != NOTHING
    ]
    cases += [(CLUSTER, replace(there, worker=w), 100_000, n, 0, "") for w in (here.worker, REAL) for n in (10, 100)]
    table = table_of("model", "", "hand-ins", "workers", "worker: ms", "held up by", "predicted s", "measured s")
    for way, model, students, workers, cores, measured in cases:
        seconds, what = model.slowest(workers, cores)
        row = [f"{1000 * model.worker:.0f}", what, f"{start + students * seconds:.0f}"]
        table.add_row(way, str(students), str(workers), *row, measured)
    console.print(table)


def table_of(title: str, *columns: str) -> Table:
    """Make a table of numbers."""
    table = Table(title=title)
    for column in columns:
        table.add_column(column, justify="right")
    return table


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--students", type=int, default=400, metavar="N", help="how many hand-ins to grade")
    parser.add_argument(
        "--messages", type=int, default=2000, metavar="N", help="how many on workers that grade nothing"
    )
    parser.add_argument("--class", type=int, default=10_000, metavar="N", dest="size", help="how many to record")
    arguments = parser.parse_args()
    console.print(f"{CORES} cores, load {os.getloadavg()[0]:.1f}")
    graded = measure_grading(arguments.students, arguments.messages)
    recorded, result = show_recording(arguments.size)
    fork_server.close()
    show_model(graded, recorded, len(pickle.dumps(result)))


if __name__ == "__main__":
    main()
