"""`autograder objectives UNIT`: show how far each student has come with each objective."""

import argparse
from pathlib import Path

from rich.console import Console
from traitlets.config import Config

from autograder.course.errors import CourseError
from autograder.objectives.mastery import MasteryRule, mastery_of_class
from autograder.objectives.picture import draw
from autograder.objectives.tables import tables_of, write_csv


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("unit", help="such as unit01")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="also write a table with the evidence")
    parser.add_argument("--picture", type=Path, metavar="FILE.svg", help="also draw the class, without names")


def run(arguments: argparse.Namespace, config: Config) -> int:
    """Print the tables, and write what is asked for."""
    mastery = mastery_of_class(config, arguments.unit)
    try:
        if arguments.csv:
            write_csv(arguments.csv, mastery)
        if arguments.picture:
            arguments.picture.write_text(draw(arguments.unit, mastery), encoding="utf-8")
    except OSError as error:
        raise CourseError(f"Nothing was written: {error}") from error
    console = Console()
    for table in tables_of(arguments.unit, mastery, MasteryRule(config=config)):
        console.print(table)
    return 0
