"""`autograder roster FILE`: enroll the students in a table that an LMS exports."""

import argparse
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.collect.roster import enroll, read_roster


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "file",
        type=Path,
        help="Canvas's Grades › Export, Moodle's Participants or a grading worksheet, "
        "or any .csv with columns id, name, email",
    )


def run(arguments: argparse.Namespace, config: Config) -> int:
    """Enroll the listed students."""
    listed = read_roster(arguments.file)
    enrolled = list(enroll(CourseDirectory(config=config).db_url, listed))
    print(f"{arguments.file} ({listed[0].lms}): {len(enrolled)} students are enrolled.")
    return 0
