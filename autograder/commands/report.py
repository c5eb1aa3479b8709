"""`autograder report ASSIGNMENT`: show a graded class as tables, or its questions and students as a page."""

import argparse
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from rich.console import Console
from traitlets.config import Config

from autograder.course.errors import CourseError
from autograder.report.page import write_page
from autograder.report.tables import report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("assignment", help="such as unit01")
    parser.add_argument("--notebook", help="only this notebook's tables and the summary")
    parser.add_argument(
        "--html",
        nargs="?",
        const="",
        metavar="FILE",
        help="write one page: the questions, which students to talk to, what looks alike; default: report-UNIT.html",
    )


def run(arguments: argparse.Namespace, config: Config) -> int:
    """Print the tables, or write the page."""
    course = CourseDirectory(config=config)
    if arguments.html is not None:
        path = Path(arguments.html or f"report-{arguments.assignment}.html")
        try:
            write_page(course, arguments.assignment, path)
        except OSError as error:
            raise CourseError(f"The page was not written: {error}") from error
        print(f"{path}: open it in a browser. It names students, so it is not for them.")
        return 0
    autograded = Path(course.root, course.autograded_directory)
    report(arguments.assignment, course.db_url, Console(), arguments.notebook, autograded, Path(course.root, "answers"))
    return 0
