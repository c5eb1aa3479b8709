"""How does a class grow? Run: `python -m benchmarks.scale`; `--students 200 --class 1000` is over in minutes.

Hand-ins are tiny, so that what surrounds them shows.

- grading: `autograder grade` with one process and with two, over classes that double;
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

MB = 2**20
NOTEBOOK = "light"
REAL = 2.0  # seconds of a processor that a real notebook takes; `make bench` measures it
CORES = len(os.sched_getaffinity(0))
console = Console()


@dataclass
class Run:
    """What a command has used."""

    seconds: float  # by the clock
    own: float  # seconds of a processor, of the command's own process
    all: float  # and of all that it started
    memory: float  # MB, of the command's own process


@dataclass
class Writer:
    """What recording a class has used."""

    quarters: list[float]  # seconds of a processor for each
    seconds: float  # by the clock
    size: float  # MB of the gradebook
    again: Run  # `autograder grade`, when all is recorded


def run(folder: Path, *words: str) -> Run:
    """Run a command in a course folder."""
    memory = own = 0.0
    started, before = time.monotonic(), os.times()
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
    after = os.times()
    return Run(time.monotonic() - started, own, sum(after[2:4]) - sum(before[2:4]), memory)


def measure_grading(sizes: list[int]) -> dict[tuple[int, int], Run]:
    """Grade classes with one process and with two; return what each run used, by students and processes."""
    found = {}
    for size in sizes:
        for jobs in (1, 2):
            with tempfile.TemporaryDirectory(prefix="scale-") as folder:
                make_light_class(Path(folder), size)
                found[size, jobs] = run(Path(folder), "autograder", "grade", UNIT, "--jobs", str(jobs))
    table = table_of("grading", "hand-ins", "processes", "seconds", "s per thousand", "speed-up", "CPU s each", "MB")
    for (size, jobs), used in found.items():
        faster = found[size, 1].seconds / used.seconds
        row = [f"{used.seconds:.0f}", f"{1000 * used.seconds / size:.0f}", f"{faster:.2f}", f"{used.all / size:.3f}"]
        table.add_row(str(size), str(jobs), *row, f"{used.memory:.0f}")
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
            path.hardlink_to(folder / "submitted" / "s00000" / UNIT / f"{NOTEBOOK}.ipynb")
        quarters, started = [], time.monotonic()
        with Recorder(config, UNIT) as recorder:
            for quarter in (names[i * students // 4 : (i + 1) * students // 4] for i in range(4)):
                before = time.process_time()
                for start in range(0, len(quarter), batch):
                    recorder.record([replace(result, student=name) for name in quarter[start : start + batch]])
                quarters.append(time.process_time() - before)
        seconds = time.monotonic() - started
        return Writer(quarters, seconds, size_of(db_url), run(folder, "autograder", "grade", UNIT)), result


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
    columns = ("", "at once", "records per s", "CPU ms each, by quarter", "KB each", "again: s", "again: MB")
    table = table_of(f"recording {students}", *columns)
    found = {}
    for kind, batch in (("SQLite", 1), ("SQLite", 2), ("SQLite", 50), ("PostgreSQL", 1), ("PostgreSQL", 50)):
        writer, result = measure_recording(kind, students, batch)
        if kind == "SQLite":
            found[batch] = sum(writer.quarters) / students
        each = ", ".join(f"{4000 * seconds / students:.1f}" for seconds in writer.quarters)
        row = [f"{students / writer.seconds:.0f}", each, f"{1024 * writer.size / students:.1f}"]
        table.add_row(kind, str(batch), *row, f"{writer.again.seconds:.1f}", f"{writer.again.memory:.0f}")
    console.print(table)
    return found, result


@dataclass
class Model:
    """Seconds of a processor that each part needs for a hand-in."""

    worker: float
    coordinator: float
    scheduler: float = 0.0

    def slowest(self, workers: int, cores: int = 0) -> tuple[float, str]:
        """Return what holds a class up, and its seconds for each hand-in; on one machine, all share its cores."""
        parts = [
            (self.worker / workers, "workers"),
            (self.coordinator, "coordinator"),
            (self.scheduler, "scheduler"),
        ]
        if cores:
            parts.append(((self.worker + self.coordinator + self.scheduler) / cores, "cores"))
        return max(parts)


def show_model(graded: dict[tuple[int, int], Run], recorded: dict[int, float], size: int) -> None:
    """Say how long a class takes on many workers, by what was measured, and compare with one and two."""
    least, most = min(size for size, _ in graded), max(size for size, _ in graded)
    alone, before = graded[most, 1], graded[least, 1]
    more = most - least  # what they cost leaves out what starts the command
    light = Model((alone.all - alone.own - before.all + before.own) / more, (alone.own - before.own) / more)
    start = max(0.0, alone.seconds - most * light.slowest(1, CORES)[0])
    batched = light.coordinator - recorded[1] + recorded[50]
    console.print(
        f"A hand-in takes a worker {1000 * light.worker:.0f} ms of a processor and the coordinator "
        f"{1000 * light.coordinator:.1f} ms, of which the writer {1000 * recorded[1]:.1f} ms one at a time and "
        f"{1000 * recorded[50]:.1f} ms with 50 at once. A result has {size} bytes."
    )
    table = table_of("model", "hand-ins", "workers", "ms of a worker", "held up by", "predicted s", "measured s")
    cases = [(most, workers, light, CORES, f"{graded[most, workers].seconds:.0f}") for workers in (1, 2)]
    many = replace(light, coordinator=batched)
    cases += [(100_000, workers, many, 0, "") for workers in (10, 100)]
    cases += [(100_000, workers, replace(many, worker=REAL), 0, "") for workers in (10, 100)]
    for students, workers, model, cores, measured in cases:
        seconds, what = model.slowest(workers, cores)
        row = [f"{1000 * model.worker:.0f}", what, f"{start + students * seconds:.0f}"]
        table.add_row(str(students), str(workers), *row, measured)
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
    parser.add_argument("--students", type=int, default=1000, metavar="N", help="how many hand-ins to grade")
    parser.add_argument("--class", type=int, default=10_000, metavar="N", dest="size", help="how many to record")
    arguments = parser.parse_args()
    console.print(f"{CORES} cores, load {os.getloadavg()[0]:.1f}")
    graded = measure_grading([arguments.students // 4, arguments.students // 2, arguments.students])
    recorded, result = show_recording(arguments.size)
    fork_server.close()
    show_model(graded, recorded, len(pickle.dumps(result)))


if __name__ == "__main__":
    main()
