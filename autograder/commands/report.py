"""`autograder report ASSIGNMENT`: show a graded class as tables."""

import argparse
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from rich.console import Console
from traitlets.config import Config

from autograder.report.tables import report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("assignment", help="such as unit01")
    parser.add_argument("--notebook", help="only this notebook's tables and the summary")


def run(arguments: argparse.Namespace, config: Config) -> int:
    """Print the tables."""
    course = CourseDirectory(config=config)
    autograded = Path(course.root, course.autograded_directory)
    report(arguments.assignment, course.db_url, Console(), arguments.notebook, autograded)
    return 0
