"""`autograder export UNIT --for LMS`: write grades, and feedback, as an LMS takes them."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from rich.console import Console
from rich.markup import escape
from traitlets.config import Config

from autograder.course.errors import CourseError
from autograder.export.feedback_archive import pack_feedback
from autograder.export.grades import Grade
from autograder.export.lms import LMSS, ExportForLMS
from autograder.notebook.plain_text import printable
from autograder.record.records import HANDED_IN, NOT_GRADED, NOT_HANDED_IN, WAITS

# Who has no score that could count, and what to do about it.
_OPEN = {
    WAITS: "no score until a person has graded the answers in words: jupyter lab, Nbgrader › Formgrader",
    NOT_GRADED: "no score; autograder grade says why",
    HANDED_IN: "no score: not graded yet. Run autograder grade",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("unit", help="such as unit01")
    parser.add_argument("--for", dest="lms", choices=[*LMSS], required=True, help="where the grades go")
    parser.add_argument("--to", type=Path, metavar="FILE", help="the table; default: grades-UNIT-LMS.csv")
    parser.add_argument(
        "--column", metavar="NAME", help="what the LMS calls the assignment, such as 'Unit 1 (4314282)' in Canvas"
    )
    parser.add_argument(
        "--feedback", type=Path, metavar="ARCHIVE.zip", help="also pack the feedback pages, as the LMS takes them"
    )
    parser.add_argument("--missing-as-zero", action="store_true", help="0 points for students who handed in nothing")
    parser.add_argument("--so-far", action="store_true", help="0 points for answers that wait for a person")


def run(arguments: argparse.Namespace, config: Config) -> int:
    """Export; return 1 if something still needs a person."""
    course = CourseDirectory(config=config)
    plugin = ExportForLMS(
        config=config,
        assignment=[arguments.unit],
        lms=arguments.lms,
        to=str(arguments.to or ""),
        column=arguments.column or "",
        missing_as_zero=arguments.missing_as_zero,
        so_far=arguments.so_far,
    )
    left_out: list[str] = []
    try:
        with Gradebook(course.db_url, course.course_id) as gradebook:
            plugin.export(gradebook)
        if arguments.feedback:
            feedback = Path(course.root, course.feedback_directory)
            left_out = pack_feedback(arguments.lms, plugin.grades, arguments.unit, feedback, arguments.feedback)
    except OSError as error:
        raise CourseError(f"Nothing was exported: {error}") from error
    console = Console(highlight=False, soft_wrap=True)
    scored = sum(grade.score is not None for grade in plugin.grades)
    console.print(f"{plugin.path}: {arguments.lms}, {scored} of {len(plugin.grades)} students have a score.")
    if arguments.feedback:
        console.print(f"{arguments.feedback}: the feedback of {arguments.unit}.")
    return int(_say_open(plugin.grades, arguments.lms, left_out, console))


def _say_open(grades: Sequence[Grade], lms: str, left_out: Sequence[str], console: Console) -> bool:
    """List who has no score or can't be told; return whether that needs a person."""
    unknown = [grade.student for grade in grades if not LMSS[lms].knows(grade)]
    needs_person = {
        **{f"{outcome}: {what}": _students(grades, outcome) for outcome, what in _OPEN.items()},
        f"not in the table: their {lms} ids aren't known here. Read its roster: autograder roster FILE": unknown,
        f"not in the archive of feedback: {lms} could not tell whose it is": left_out,
    }
    lists = {**needs_person, f"{NOT_HANDED_IN}: no score": _students(grades, NOT_HANDED_IN)}
    for title, students in lists.items():
        if students:
            names = ", ".join(map(printable, students))
            console.print(escape(f"{title[0].upper()}{title[1:]} ({len(students)}): {names}"))
    return any(needs_person.values())


def _students(grades: Sequence[Grade], outcome: str) -> list[str]:
    return [grade.student for grade in grades if grade.outcome == outcome and grade.score is None]
