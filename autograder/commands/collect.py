"""`autograder collect UNIT ARCHIVE…`: copy students' hand-ins from an LMS's archive to submitted/."""

import argparse
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from rich.console import Console
from sqlalchemy.exc import OperationalError
from traitlets.config import Config

from autograder.collect.collect import Collector
from autograder.collect.lms import LMSS
from autograder.collect.summary import show
from autograder.course.errors import CourseError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("unit", help="such as unit01")
    parser.add_argument("archives", nargs="+", type=Path, metavar="ARCHIVE", help="a .zip, a .tar.gz, or a folder")
    parser.add_argument("--lms", choices=[*LMSS], help="where the archive is from, if its layout doesn't say")


def run(arguments: argparse.Namespace, config: Config) -> int:
    """Collect, and say what was collected; return 1 if something can't be used."""
    try:
        with Collector(CourseDirectory(config=config), arguments.unit) as collector:
            collected = collector.collect(arguments.archives, arguments.lms)
    except (OSError, OperationalError) as error:  # such as a full disk, or a gradebook that another command holds
        raise CourseError(
            f"Collecting stopped: {error}. What was collected so far is kept. Fix this, and type the same again."
        ) from error
    show(collected, Console())
    return int(bool(collected.unusable))
