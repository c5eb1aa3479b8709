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
    memory: float  # MB, of the command's own process


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


def measure_grading(students: int) -> dict[tuple[int, int], Run]:
    """Grade classes that double, one of them with one process; return what runs used, by students and processes."""
    sizes = (students // 4, students // 2, students)
    found = {}
    for size, jobs in [(sizes[0], 1), *((size, 2) for size in sizes)]:
        with tempfile.TemporaryDirectory(prefix="scale-") as folder:
            make_light_class(Path(folder), size)
            found[size, jobs] = run(Path(folder), "autograder", "grade", UNIT, "--jobs", str(jobs))
    table = table_of("grading", "hand-ins", "processes", "seconds", "ms each", "coordinator: CPU ms each", "MB")
    for (size, jobs), used in found.items():
        row = [f"{used.seconds:.1f}", f"{1000 * used.seconds / size:.0f}", f"{1000 * used.own / size:.1f}"]
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
    columns = ("", "hand-ins", "at once", "each s", "ms each, first quarter", "last", "MB", "again: s", "MB of memory")
    table = table_of("recording: processor time of the writer", *columns)
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


def show_model(graded: dict[tuple[int, int], Run], recorded: dict[int, float], size: int) -> None:
    """Say how long a class takes on many workers, by what was measured; for one and two, beside that."""
    small, large = (graded[each, 2] for each in (min(graded)[0], max(graded)[0]))
    least, most = min(graded)[0], max(graded)[0]
    start = max(0.0, small.seconds - least * (large.seconds - small.seconds) / (most - least))
    light = Model((graded[least, 1].seconds - start) / least, (large.own - small.own) / (most - least))
    console.print(
        f"The command needs {start:.1f} s to start and end. A hand-in keeps a worker busy for "
        f"{1000 * light.worker:.0f} ms, the coordinator for {1000 * light.coordinator:.1f} ms, of which the writer "
        f"needs {1000 * recorded[1]:.1f} ms with one at a time, and {1000 * recorded[50]:.1f} ms with 50 at once. "
        f"A result has {size} bytes."
    )
    many = replace(light, coordinator=light.coordinator - recorded[1] + recorded[50])
    cases = [(light, students, jobs, CORES, f"{used.seconds:.0f}") for (students, jobs), used in graded.items()]
    cases += [(replace(many, worker=w), 100_000, n, 0, "") for w in (light.worker, REAL) for n in (10, 100)]
    table = table_of("model", "hand-ins", "workers", "ms of a worker", "held up by", "predicted s", "measured s")
    for model, students, workers, cores, measured in cases:
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
    graded = measure_grading(arguments.students)
    recorded, result = show_recording(arguments.size)
    fork_server.close()
    show_model(graded, recorded, len(pickle.dumps(result)))


if __name__ == "__main__":
    main()
