"""How long does a class take? Run: `make bench`, or `python -m benchmarks.grading --help`.

Grades one class in four ways, each from a gradebook that has only been released to, and prints seconds, their ratios
and the memory of the largest process:

- stock: `nbgrader autograde` with nbgrader's own steps: no sandbox, no examiner;
- ours: `nbgrader autograde` with the steps of nbgrader_config.py, one notebook at a time;
- grade: `autograder grade`, on all cores;
- floor: nothing but the students' code, in processes that have imported all libraries before, on all cores.

It stops if a score differs. With `--light N`, a class of N tiny hand-ins shows whether time grows in proportion to the
class, and memory doesn't grow.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module
from io import StringIO
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook
from rich.console import Console
from rich.table import Table

from autograder.answers.answer import fill, read_answers, solutions_of
from autograder.course.config import load_config
from autograder.notebook.cells import is_test

COURSE = Path(__file__).parents[1]
UNIT = "unit04"
STOCK = """
from nbgrader.preprocessors import ClearOutput, DeduplicateIds, Execute, IgnorePattern
from nbconvert.preprocessors import ClearMetadataPreprocessor
c.Autograde.sanitize_preprocessors = [
    ClearOutput, DeduplicateIds, OverwriteKernelspec, OverwriteCells, CheckCellMetadata,
]
c.Autograde.autograde_preprocessors = [
    Execute, IgnorePattern, ClearMetadataPreprocessor, LimitOutput, SaveAutoGrades, AssignLatePenalties,
    CheckCellMetadata,
]
"""
RELEASE_ONLY = "\nc.GenerateAssignment.preprocessors.remove(TryTests)\n"
# A small process starts each command: to Linux, a process has been as large as the one that started it.
MEASURE = """
import resource, subprocess, sys
status = subprocess.call(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, flush=True)
sys.exit(status)
"""
LIGHT = ["# BLANK: x = ...\nx = 1", "assert x == 1, 'x should be 1.'"]
console = Console()


def make_class(folder: Path, notebook: str, students: int) -> None:
    """Make a course folder with one released notebook and a class: right answers, and most students have one wrong."""
    shutil.copy(COURSE / "nbgrader_config.py", folder)
    with (folder / "nbgrader_config.py").open("a") as config:
        config.write(RELEASE_ONLY)
    (folder / "source" / UNIT).mkdir(parents=True)
    shutil.copy(COURSE / "source" / UNIT / f"{notebook}.ipynb", folder / "source" / UNIT)
    run(folder, "nbgrader", "generate_assignment", UNIT)
    source = nbformat.read(folder / "source" / UNIT / f"{notebook}.ipynb", as_version=4)
    released = nbformat.read(folder / "release" / UNIT / f"{notebook}.ipynb", as_version=4)
    wrong = [answer for answer in read_answers(COURSE / "answers" / UNIT / notebook) if answer.failing_tests]
    for number in range(students):
        answer = wrong[number * 7 % len(wrong)]
        answers = solutions_of(source) | ({answer.question: answer.source} if number % 3 else {})
        hand_in(folder, f"s{number:04}", notebook, fill(released, answers))


def make_light_class(folder: Path, students: int, db_url: str = "") -> None:
    """Make a course folder with a tiny notebook, and hand-ins of it; in a database of one's own, if it is named."""
    from tests.conftest import graded, notebook, solution

    shutil.copy(COURSE / "nbgrader_config.py", folder)
    with (folder / "nbgrader_config.py").open("a") as config:
        config.write(f"{RELEASE_ONLY}c.SandboxProvisioner.preload = []\n")
        config.write(f"c.CourseDirectory.db_url = {db_url!r}\nc.CourseDirectory.course_id = 'ml'\n" if db_url else "")
    (folder / "source" / UNIT).mkdir(parents=True)
    nbformat.write(notebook(solution(LIGHT[0]), graded(LIGHT[1])), folder / "source" / UNIT / "light.ipynb")
    run(folder, "nbgrader", "generate_assignment", UNIT)
    released = nbformat.read(folder / "release" / UNIT / "light.ipynb", as_version=4)
    for number in range(students):
        hand_in(folder, f"s{number:05}", "light", fill(released, {"answer": f"x = {number % 2}"}))


def hand_in(folder: Path, student: str, notebook: str, nb: Any) -> None:
    """Put a hand-in where collecting puts it."""
    path = folder / "submitted" / student / UNIT / f"{notebook}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(nb, path)


def run(folder: Path, *words: str) -> tuple[float, float]:
    """Run a command in a course folder; return its seconds, and the MB of its largest process."""
    started = time.monotonic()
    command = [sys.executable, "-c", MEASURE, *words]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    seconds = time.monotonic() - started
    if done.returncode not in (0, 1):
        sys.exit(done.stdout)
    return seconds, int(done.stdout.splitlines()[-1]) / 1024


def scores(folder: Path) -> dict[tuple[str, str], float | None]:
    """Return the automatic points for each question of each student."""
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        submissions = gradebook.assignment_submissions(UNIT)
        return {
            (submission.student_id, grade.name): grade.auto_score
            for submission in submissions
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


def run_students_code(path: Path) -> None:
    """Run all of a notebook's cells but the tests, as its kernel would."""
    from IPython.core.interactiveshell import InteractiveShell

    os.chdir(path.parent)

    class Shell(InteractiveShell):
        """IPython's shell with nobody in front of it."""

        def enable_gui(self, gui: str | None = None) -> None:
            """Open no window."""

    shell = Shell.instance()
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code" and not is_test(cell):
            with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
                shell.run_cell(cell.source)


def floor(folder: Path, jobs: int) -> float:
    """Return the seconds that the students' code alone takes, on all cores."""
    for name in load_config(folder).SandboxProvisioner.preload:
        import_module(name)
    paths = sorted((folder / "submitted").glob("*/*/*.ipynb"))
    with get_context("fork").Pool(jobs, maxtasksperchild=1) as pool:
        started = time.monotonic()
        pool.map(run_students_code, paths, chunksize=1)
        return time.monotonic() - started


def compare(notebook: str, students: int) -> None:
    """Grade one class in four ways, and print a table."""
    jobs = len(os.sched_getaffinity(0))
    ways = {
        "stock": (STOCK, ["nbgrader", "autograde", UNIT]),
        "ours": ("", ["nbgrader", "autograde", UNIT]),
        "grade": ("", ["autograder", "grade", UNIT]),
    }
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        made = Path(temporary, "made")
        made.mkdir()
        make_class(made, notebook, students)
        table = Table(title=f"{notebook}, {students} students, {jobs} cores")
        for column in ("", "seconds", "a hand-in", "times the floor", "times as fast as stock", "MB, largest process"):
            table.add_column(column, justify="right")
        found, measured = {}, {}
        for way, (config, command) in ways.items():
            folder = Path(temporary, way)
            shutil.copytree(made, folder)
            with (folder / "nbgrader_config.py").open("a") as file:
                file.write(config)
            measured[way] = run(folder, *command)
            found[way] = scores(folder)
        lowest = floor(made, jobs)
        stock, _ = measured["stock"]
        for way, (seconds, memory) in {**measured, "floor": (lowest, 0)}.items():
            row = [f"{seconds:.1f}", f"{seconds / students:.2f}", f"{seconds / lowest:.2f}", f"{stock / seconds:.1f}"]
            table.add_row(way, *row, f"{memory:.0f}" if memory else "")
    console.print(table)
    for way in ("ours", "grade"):
        differing = [key for key, score in found["stock"].items() if found[way][key] != score]
        if differing:
            sys.exit(f"{way} gives other scores than stock: {differing}")
    console.print(f"All {len(found['stock'])} scores agree.")


def grow(students: int) -> None:
    """Grade tiny classes of growing size, and print seconds and memory."""
    table = Table(title="tiny hand-ins")
    for column in ("hand-ins", "seconds", "a hand-in", "MB, largest process"):
        table.add_column(column, justify="right")
    for size in (students // 4, students // 2, students):
        with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
            make_light_class(Path(temporary), size)
            seconds, memory = run(Path(temporary), "autograder", "grade", UNIT)
        table.add_row(str(size), f"{seconds:.1f}", f"{seconds / size:.3f}", f"{memory:.0f}")
    console.print(table)


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--students", type=int, default=12)
    parser.add_argument("--notebook", action="append", help="such as u04n2-softmax; may be repeated")
    parser.add_argument("--light", type=int, default=0, metavar="N", help="a class of N tiny hand-ins, instead")
    arguments = parser.parse_args()
    if arguments.light:
        grow(arguments.light)
        return
    for notebook in arguments.notebook or ["u04n2-softmax", "u04n3-logreg-pytorch"]:
        compare(notebook, arguments.students)


if __name__ == "__main__":
    main()
