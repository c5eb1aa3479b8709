"""`autograder grade ASSIGNMENT`: grade a class on all cores, and go on where the last run stopped."""

import argparse
import logging
import os
import sys
import warnings

from nbgrader.coursedir import CourseDirectory
from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy.exc import DBAPIError, SAWarning
from traitlets.config import Config

from autograder.class_run.interrupt import Interrupt
from autograder.class_run.pool import Pool, ProcessPool
from autograder.class_run.progress import Progress
from autograder.class_run.run import Chosen, Summary, grade_class
from autograder.course.errors import CourseError
from autograder.grading.pack import read_packs
from autograder.notebook.plain_text import printable
from autograder.processes.fork_server import fork_server
from autograder.record.records import count_outcomes
from autograder.report.scores import read_assignment
from autograder.report.tables import summary_table
from autograder.sandbox.bubblewrap import NoIsolationError
from autograder.sandbox.provisioner import SandboxProvisioner


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("assignment", help="such as unit01")
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--jobs",
        type=int,
        default=len(os.sched_getaffinity(0)) + 1,
        help="how many at a time; by default one more than there are cores, since each waits now and then",
    )
    where.add_argument(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="grade on the workers of this Dask scheduler, such as tcp://host:8786, in place of this machine",
    )
    parser.add_argument(
        "--student", action="append", default=[], metavar="ID", help="only this student; may be repeated"
    )
    parser.add_argument("--notebook", default="", metavar="NAME", help="only this notebook")
    parser.add_argument("--force", action="store_true", help="also grade what is recorded and unchanged")


def run(arguments: argparse.Namespace, config: Config) -> int:
    """Grade; then print the scores and list what needs a person."""
    fork_server.log = config.NbGrader.get("logfile", "")
    if not arguments.scheduler:
        SandboxProvisioner(config=config).warm_up()  # while notebooks are read
    warnings.simplefilter("ignore", SAWarning)
    logging.basicConfig(filename=fork_server.log or None, level=logging.WARNING)
    interrupt = Interrupt()
    interrupt.listen()
    console = Console(highlight=False)
    packs = read_packs(config, arguments.assignment)
    chosen = Chosen(arguments.student, arguments.notebook, arguments.force)
    where = f" --scheduler {arguments.scheduler}" if arguments.scheduler else ""
    again = f"What is recorded stays; to go on, run: autograder grade {arguments.assignment}{where}"
    try:
        with Progress(console) as progress:
            pool = _pool(arguments, console)
            summary = grade_class(config, arguments.assignment, packs, pool, chosen, progress, interrupt)
    except KeyboardInterrupt:
        print(f"Interrupted. {again}", file=sys.stderr)
        return 2
    except NoIsolationError as error:
        raise CourseError(str(error)) from error
    except (DBAPIError, OSError) as error:
        why = error.orig if isinstance(error, DBAPIError) else error
        raise CourseError(f"The run stopped: {why}. {again}") from error
    finally:
        fork_server.close()
    _tell(summary, console, arguments.assignment, CourseDirectory(config=config).db_url)
    return 1 if summary.failed else 0


def _pool(arguments: argparse.Namespace, console: Console) -> Pool:
    if not arguments.scheduler:
        return ProcessPool(max(1, arguments.jobs))
    try:
        from autograder.class_run.cluster import DaskPool  # Dask takes a second to import, and need not be installed
    except ModuleNotFoundError as error:
        raise CourseError(f"--scheduler needs {error.name}. Type: pip install 'autograder[cluster]'") from error
    return DaskPool(arguments.scheduler, lambda text: console.print(text, markup=False, soft_wrap=True))


def _tell(summary: Summary, console: Console, assignment: str, db_url: str) -> None:
    console.print(summary_table(assignment, read_assignment(assignment, db_url), summary.students))
    failed = [(record, record.reason) for record in summary.failed]
    repaired = [(record, "; ".join(record.repairs)) for record in summary.repaired]
    for title, column, rows in (("needs a person", "why", failed), ("repaired before grading", "what", repaired)):
        table = Table("student", "notebook", column, title=title, show_edge=False)
        for record, text in sorted(rows, key=lambda row: (row[0].student, row[0].notebook)):
            table.add_row(*(Text(printable(each), overflow="fold") for each in (record.student, record.notebook, text)))
        if rows:
            console.print(table)
    counts = count_outcomes(summary.graded)
    console.print(f"{summary.graded.total()} hand-ins: {counts or 'none to grade'}; {summary.unchanged} unchanged")
